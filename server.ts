import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import next from 'next'
import { setApp } from '@/lib/app'
import { type Composition, compose } from '@/lib/compose'
import { type Config, ConfigError, readConfig } from '@/lib/config'
import { FolderLockedError } from '@/lib/db/folder-lock'
import { isSocketPath, refuseUnreadable, sendRefusal } from '@/lib/http/entrance'
import { secureHeaders } from '@/lib/http/security-headers'
import { openLog } from '@/lib/log'

/** How long open requests may take to end after the signal to stop. */
const STOP_MS = 10_000

const { log, close: closeLog } = openLog()

await main().catch(async (error: unknown) => {
  const expected = error instanceof ConfigError || error instanceof FolderLockedError
  console.error(expected ? error.message : error)
  await closeLog()
  process.exit(1)
})

async function main(): Promise<void> {
  const config = readConfig(process.env)
  const composition = await compose(config, log)
  try {
    await serve(config, composition)
  } catch (error) {
    await composition.realtime.close()
    await composition.close()
    throw error
  }
}

async function serve(config: Config, composition: Composition): Promise<void> {
  setApp(composition.app)
  // Next adds an `upgrade` listener of its own to the server it is given and closes what it does not know: it gets one
  // that never listens, and what belongs to it is handed over below.
  const decoy = createServer()
  const dev = !config.production
  const pages = next({ dev, hostname: 'localhost', port: config.port, httpServer: decoy })
  await pages.prepare()
  const handle = pages.getRequestHandler()

  const server = createServer((request, response) => {
    secureHeaders(request, response, { development: dev, https: config.publicUrl.protocol === 'https:' })
    if (!composition.app.serving()) response.setHeader('Connection', 'close')
    const refusal = refuseUnreadable(request)
    if (refusal === null) void handle(request, response)
    else void sendRefusal(response, refusal)
  })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (isSocketPath(request)) composition.realtime.handleUpgrade(request, socket, head)
    else if (dev) decoy.emit('upgrade', request, socket, head)
    else socket.destroy()
  })

  await listen(server, config)
  stopOnSignal(server, composition, () => pages.close())
  console.log(`Fonana is ready at ${config.publicUrl.origin}`)
}

async function listen(server: Server, { port, host }: Config): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const inUse = error.code === 'EADDRINUSE'
      reject(new ConfigError(inUse ? `PORT: ${port} is already in use` : `HOST: ${host}: ${error.message}`))
    })
    server.listen(port, host, resolve)
  })
}

/** In order: no new work, sockets told to come back later, open requests answered, then what they stood on. */
function stopOnSignal(server: Server, composition: Composition, closePages: () => Promise<void>): void {
  let stopping = false
  const connections = new Set<Socket>()
  server.on('connection', (connection: Socket) => {
    connections.add(connection)
    connection.once('close', () => connections.delete(connection))
  })
  const stop = async (signal: string) => {
    if (stopping) return
    stopping = true
    log.info({ signal }, 'stopping')
    composition.goDown()
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    const idle = setInterval(() => server.closeIdleConnections(), 100)
    const deadline = setTimeout(() => {
      // Not only what speaks HTTP: a connection that was upgraded is no longer the server's own.
      for (const connection of connections) connection.destroy()
    }, STOP_MS)
    await composition.realtime.close()
    await closed
    clearInterval(idle)
    clearTimeout(deadline)
    await closePages()
    await composition.close()
    log.info({}, 'stopped')
    await closeLog()
    process.exit(0)
  }
  process.on('SIGTERM', () => void stop('SIGTERM'))
  process.on('SIGINT', () => void stop('SIGINT'))
}
