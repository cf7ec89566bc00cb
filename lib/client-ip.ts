import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'

/** With `trustProxy` the address that the one proxy before us has appended; what stands left of it anybody can write. */
export function clientIp(request: IncomingMessage, trustProxy: boolean): string {
  const direct = request.socket.remoteAddress ?? ''
  if (!trustProxy) return direct
  const forwarded =
    [request.headers['x-forwarded-for'] ?? ''].flat().join(',').split(',').at(-1)?.trim() ?? ''
  return isIP(forwarded) === 0 ? direct : forwarded
}
