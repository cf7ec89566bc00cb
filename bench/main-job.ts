// Prints what the main job costs: how long a purchase takes to show, memory at rest, JavaScript of the first page.
// Each figure stands beside a yardstick that was measured in the same run; quote the ratios.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { signTransaction } from '../lib/ledger/transaction'
import { fund, signInByScript } from '../tests/support/e2e/api'
import { type RunningServer, startServer } from '../tests/support/e2e/server'
import { openSocket } from '../tests/support/e2e/socket'
import { machine, residentMegabytes } from './load'
import { weighPage } from './page-weight'
import { quantileOf, quantiles } from './quantiles'

const PURCHASES = 60
const WARM_UP = 5

const server = await startServer({ env: { DEMO: 'on', RATE_LIMIT: 'off' } })
try {
  console.log(machine())
  await memoryAtRest(server)
  await firstPage(server)
  await purchaseToSocket(server)
} finally {
  await server.stop()
  rmSync(server.dataDir, { recursive: true, force: true })
}

/** From the answer of `submit` to `post-purchased` on the buyer's socket. Negative: the event is there first. */
async function purchaseToSocket({ url, wsUrl }: RunningServer): Promise<void> {
  const author = await signInByScript(url)
  await author.call('POST', '/api/me/creator', { handle: `bench${Date.now()}`, displayName: 'Bench' })
  const fan = await signInByScript(url)
  await fund(url, fan.wallet.address)
  const socket = await openSocket(wsUrl, fan.token)
  await socket.next('connected')
  socket.send({ type: 'subscribe', channel: `user:${fan.id}` })
  await socket.next('subscribed')

  const afterAnswer: number[] = []
  const afterSubmit: number[] = []
  const roundTrip: number[] = []
  for (let round = 0; round < PURCHASES + WARM_UP; round += 1) {
    const post = await author.call<{ id: string }>('POST', '/api/posts', {
      title: 'x',
      body: 'x',
      priceLamports: 1_000_000,
    })
    const { purchase } = await fan.call<{ purchase: { id: string; transaction: string } }>(
      'POST',
      '/api/purchases',
      {
        item: { kind: 'post', postId: post.id },
      },
    )
    const signed = signTransaction(Buffer.from(purchase.transaction, 'base64'), fan.wallet)
    const transaction = Buffer.from(signed).toString('base64')
    const submittedAt = performance.now()
    const event = socket.next('post-purchased').then(() => performance.now())
    const answer = fan
      .call('POST', `/api/purchases/${purchase.id}/submit`, { transaction })
      .then(() => performance.now())
    const [eventAt, answeredAt] = await Promise.all([event, answer])
    const pingedAt = performance.now()
    socket.send({ type: 'ping' })
    await socket.next('pong')
    if (round < WARM_UP) continue
    afterAnswer.push(eventAt - answeredAt)
    afterSubmit.push(eventAt - submittedAt)
    roundTrip.push(performance.now() - pingedAt)
  }
  socket.close()
  console.log(`purchase, ${PURCHASES} in a row`)
  console.log(`  submit answered → post-purchased on the socket  ${quantiles(afterAnswer)}`)
  console.log(`  submit sent → post-purchased on the socket      ${quantiles(afterSubmit)}`)
  console.log(`  yardstick, ping → pong on the same socket       ${quantiles(roundTrip)}`)
  console.log(
    `  ratio of the last two medians                   ${(quantileOf(afterSubmit, 0.5) / quantileOf(roundTrip, 0.5)).toFixed(1)}`,
  )
}

async function memoryAtRest({ pid }: RunningServer): Promise<void> {
  const bare = spawn(process.execPath, [
    '-e',
    'require("http").createServer().listen(0, () => console.log("up"))',
  ])
  await once(bare.stdout, 'data')
  const [ours, yardstick] = [residentMegabytes(pid), residentMegabytes(bare.pid ?? 0)]
  bare.kill()
  console.log('memory, started and at rest, one process')
  console.log(`  Fonana                                          ${ours.toFixed(0)} MB`)
  console.log(`  yardstick, an empty node:http server            ${yardstick.toFixed(0)} MB`)
  console.log(`  ratio                                           ${(ours / yardstick).toFixed(1)}\n`)
}

async function firstPage({ url }: RunningServer): Promise<void> {
  const { scripts: feed } = await weighPage(url)
  const { scripts: bare } = await weighPage(`${url}/no-such-page`)
  console.log('JavaScript of the first page, signed out, empty cache, as transferred')
  console.log(`  feed                                            ${feed.toFixed(0)} KB`)
  console.log(`  yardstick, the page that says "not found"       ${bare.toFixed(0)} KB`)
  console.log(`  ratio                                           ${(feed / bare).toFixed(2)}\n`)
}
