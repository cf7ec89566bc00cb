import { createHash } from 'node:crypto'
import { networkOf } from '@/lib/client-ip'
import type { ApiRequest } from '@/lib/http/serving/request'

/**
 * What tells visitors apart who have not signed in. Neither network nor browser goes further than here, and what waits to
 * be written is as long for everybody.
 */
export function visitorOf({ ip, headers }: ApiRequest): string {
  return createHash('sha256')
    .update(`${networkOf(ip)} ${headers.get('user-agent') ?? ''}`)
    .digest('base64url')
}
