import { once } from 'node:events'
import { SocketClient } from '@/tests/support/realtime/socket-client'

/** A socket that is open; rejects where the server lets nobody in. */
export async function openSocket(wsUrl: string, token: string): Promise<SocketClient> {
  const client = new SocketClient(wsUrl, { headers: { authorization: `Bearer ${token}` } })
  await once(client.ws, 'open')
  return client
}
