import { rmSync } from 'node:fs'
import { startServer } from './server'

/** One production server with demo content for all stories; each story makes users and posts of its own. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const server = await startServer({ env: { DEMO: 'on', RATE_LIMIT: 'off' } })
  process.env.FONANA_URL = server.url
  return async () => {
    await server.stop()
    rmSync(server.dataDir, { recursive: true, force: true })
  }
}
