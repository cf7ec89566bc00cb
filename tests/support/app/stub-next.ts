import type { IncomingMessage, ServerResponse } from 'node:http'
import { FRAME_HEADER } from '@/lib/pages/frame-header'
import { renderSite } from '@/lib/pages/render'

/** In the place of Next, which a test in this process has not: frames as it makes them, and nothing else. */
export function stubNext({ headers, url = '/' }: IncomingMessage, outgoing: ServerResponse): void {
  if (headers[FRAME_HEADER] === undefined) {
    outgoing.writeHead(404).end('from Next')
    return
  }
  const nonce = /'nonce-([^']+)'/.exec(String(headers['content-security-policy']))?.[1]
  const script = `<script nonce="${nonce}"></script>`
  const { early, body } = renderSite({ href: url, boot: null, words: {}, playMoney: true })
  outgoing.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
  outgoing.end(
    `<!DOCTYPE html><html><head>${script}${early}</head><body>${body}${script}<i>${url}</i></body></html>`,
  )
}
