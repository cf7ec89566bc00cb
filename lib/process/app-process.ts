import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { Duplex } from 'node:stream'
import next from 'next'
import { setApp } from '@/lib/app'
import type { Config } from '@/lib/config'
import { createApi } from '@/lib/http/api'
import { loadBuiltRoutes } from '@/lib/http/built-routes'
import { isSocketPath, refuseUpgrade } from '@/lib/http/entrance'
import { createListener } from '@/lib/http/listener'
import type { ProcessLog } from '@/lib/log'
import { startMetrics } from '@/lib/metrics/serve'
import { type Composition, compose } from './compose'
import { listen } from './listen'
import { stopOnSignal } from './stop'

/** Pages and API, and the socket where it has no process of its own. */
export async function serve(config: Config, log: ProcessLog): Promise<void> {
  const composition = await compose(config, log.log)
  try {
    await start(config, composition, log)
  } catch (error) {
    await composition.closeSockets()
    await composition.close()
    throw error
  }
}

async function start(config: Config, composition: Composition, log: ProcessLog): Promise<void> {
  setApp(composition.app)
  // Next adds an `upgrade` listener of its own to the server it is given and closes what it does not know: it gets one
  // that never listens, and what belongs to it is handed over below.
  const decoy = createServer()
  const dev = !config.production
  let open: (listener: RequestListener) => void = () => {}
  const opened = new Promise<RequestListener>((resolve) => {
    open = resolve
  })
  // Listens before the pages are there, so that an address that is taken is said first, and in one line.
  const server = createServer(async (request, response) => {
    const listener = await opened
    listener(request, response)
  })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (isSocketPath(request) && composition.realtime !== null)
      composition.realtime.handleUpgrade(request, socket, head)
    else if (dev) decoy.emit('upgrade', request, socket, head)
    else refuseUpgrade(socket)
  })

  await listen(server, config)
  const stopMetrics = await startMetrics(composition.metrics.registry, config.metrics, log.log)
  const pages = next({ dev, hostname: 'localhost', port: config.port, httpServer: decoy })
  await pages.prepare()
  open(
    createListener({
      app: composition.app,
      api: dev ? null : createApi(await loadBuiltRoutes()),
      pages: pages.getRequestHandler(),
    }),
  )
  stopOnSignal(server, log, {
    goDown: composition.goDown,
    closeSockets: composition.closeSockets,
    async close() {
      await stopMetrics()
      await pages.close()
      await composition.close()
    },
  })
  console.log(`Fonana is ready at ${config.publicUrl.origin}`)
}
