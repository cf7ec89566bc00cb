import { createServer } from 'node:http'
import { expect, it } from 'vitest'
import { listen } from './listen'

it('keeps connections for longer than the proxy before it does, as each end may close them', async () => {
  const server = createServer()
  await listen(server, { port: 0, host: '127.0.0.1' })
  expect(server.keepAliveTimeout).toBeGreaterThan(60_000)
  server.close()
})

it('says in one line that a port is taken', async () => {
  const [first, second] = [createServer(), createServer()]
  await listen(first, { port: 0, host: '127.0.0.1' })
  const { port } = first.address() as { port: number }
  await expect(listen(second, { port, host: '127.0.0.1' })).rejects.toMatchObject({
    name: 'ConfigError',
    message: `PORT: ${port} is already in use`,
  })
  first.close()
})
