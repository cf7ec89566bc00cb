// The yardstick: a plain node:http handler that runs the same statements, with no framework, no limits and no log.
import { createServer } from 'node:http'
import pino from 'pino'
import { readConfig } from '../lib/config'
import { checkToken } from '../lib/domain/accounts/sessions'
import { type Viewer, viewerOf } from '../lib/domain/context'
import { openPurchase } from '../lib/domain/money/purchases/opening'
import { likePost, unlikePost } from '../lib/domain/posts/likes'
import { listFeed } from '../lib/domain/posts/post-lists'
import { getPost } from '../lib/domain/posts/posts'
import { compose } from '../lib/process/compose'
import { encodeJson } from '../lib/schema/json'

const config = readConfig(process.env)
const { app } = await compose(config, pino({ level: 'silent' }))

createServer(async (request, response) => {
  const chunks: Buffer[] = []
  if (request.method === 'POST') for await (const chunk of request) chunks.push(chunk)
  const token = request.headers.authorization?.slice('Bearer '.length)
  const check = token === undefined ? null : await checkToken(app, token)
  const viewer = check?.ok ? viewerOf(check.session.userId) : null
  const answer = await run(request.method ?? '', request.url ?? '', viewer, Buffer.concat(chunks).toString())
  const body = encodeJson(answer)
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
  response.end(body)
}).listen(config.port, '127.0.0.1', () => console.log('plain is ready'))

async function run(method: string, url: string, viewer: Viewer | null, body: string) {
  const id = url.split('/')[3] ?? ''
  if (url === '/api/feed') return listFeed(app, viewer, { filter: 'all', limit: 20 })
  if (url.endsWith('/like') && viewer !== null)
    return (method === 'PUT' ? likePost : unlikePost)(app, viewer, id)
  if (url === '/api/purchases' && viewer !== null) {
    const { item } = JSON.parse(body)
    const amountLamports = BigInt(item.amountLamports)
    return openPurchase(app, viewer, { item: { ...item, amountLamports }, idempotencyKey: null })
  }
  return getPost(app, viewer, id)
}
