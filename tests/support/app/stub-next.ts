import type { IncomingMessage, ServerResponse } from 'node:http'
import { FRAME_HEADER, SITE_MARK } from '@/lib/pages/frame-request'
import type { BuiltSite } from '@/lib/pages/page-answers'
import { SITE_ID } from '@/lib/schema/boot'

/** In the place of Next, which a test in this process has not: frames as it makes them, and nothing else. */
export function stubNext({ headers }: IncomingMessage, outgoing: ServerResponse): void {
  if (headers[FRAME_HEADER] === undefined) {
    outgoing.writeHead(404).end('from Next')
    return
  }
  const nonce = /'nonce-([^']+)'/.exec(String(headers['content-security-policy']))?.[1]
  outgoing.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
  outgoing.end(
    `<!DOCTYPE html><html><head><script nonce="${nonce}" src="/of-next.js"></script></head><body>` +
      `<script data-early nonce="${nonce}"></script><div id="${SITE_ID}">${SITE_MARK}</div>` +
      `<script nonce="${nonce}">self.__next_f</script></body></html>`,
  )
}

/** In the place of a build: all pages need the same. */
export const STUB_BUILT: BuiltSite = {
  read: async () => null,
  scripts: {
    start: '/start.js',
    needs: ['/needs.js'],
    words: { en: '/words-en.json', ru: '/words-ru.json' },
    pages: new Proxy({} as BuiltSite['scripts']['pages'], { get: () => ['/screen.js'] }),
  },
}
