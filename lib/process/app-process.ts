import { readFile } from 'node:fs/promises'
import { createServer, type RequestListener } from 'node:http'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import next from 'next'
import { setApp } from '@/lib/app'
import type { Config } from '@/lib/config'
import { createApi } from '@/lib/http/serving/api'
import { createListener } from '@/lib/http/serving/listener'
import { serveStaticFiles } from '@/lib/http/serving/static-files'
import { takeUpgrades } from '@/lib/http/serving/upgrades'
import type { Log } from '@/lib/log'
import { startMetrics } from '@/lib/metrics/serve'
import { FRAME_HEADER } from '@/lib/pages/frame-request'
import { PageAnswers } from '@/lib/pages/page-answers'
import type { SiteScripts } from '@/lib/pages/site-scripts'
import { loadBuiltRoutes } from './built-routes'
import { type Composition, compose } from './compose'
import { dropImageCopies } from './image-copies'
import { listen, SERVER_OPTIONS } from './listen'
import type { ProcessLog } from './open-log'
import { refuseMalformedState } from './router-state'
import { stopOnSignal } from './stop'

/** The API in development. Loaded only there: production has no compiler. */
const watchApi = async (log: Log) => (await import('./dev-routes')).watchRoutes(log)

/** The pages of the release that this file belongs to, as Next wants it: seen from where the process runs. */
function builtPages(): string {
  return relative(process.cwd(), fileURLToPath(new URL('./pages', import.meta.url)))
}

const STATIC = '/_next/static/'

/** A file of this release, by the address that its own pages name it by. */
async function readBuilt(address: string): Promise<string | null> {
  if (!address.startsWith(STATIC)) return null
  return readFile(join(builtPages(), 'static', address.slice(STATIC.length)), 'utf8').catch(() => null)
}

/** Where the scripts of this release are; the build writes it beside the bundle. */
async function readScripts(): Promise<SiteScripts> {
  return JSON.parse(await readFile(new URL('./scripts.json', import.meta.url), 'utf8')) as SiteScripts
}

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
  const server = createServer(SERVER_OPTIONS, async (request, response) => {
    const listener = await opened
    listener(request, response)
  })
  const { realtime } = composition
  takeUpgrades(server, {
    socket: realtime && ((...upgrade) => realtime.handleUpgrade(...upgrade)),
    // Next's own socket, by which pages hear of changes.
    ...(dev && { elsewhere: (...upgrade) => decoy.emit('upgrade', ...upgrade) }),
  })

  await listen(server, config)
  const stopMetrics = await startMetrics(composition.metrics.registry, config.metrics, log.log)
  if (!dev) process.env.FONANA_PAGES = builtPages()
  await dropImageCopies(dev ? null : builtPages(), log.log)
  const pages = next({ dev, hostname: 'localhost', port: config.port, httpServer: decoy })
  await pages.prepare()
  const render = pages.getRequestHandler()
  // Hot reload changes what is rendered: in development all pages are Next's.
  const own = dev
    ? null
    : new PageAnswers(composition.app, render, { read: readBuilt, scripts: await readScripts() })
  open(
    createListener({
      app: composition.app,
      api: dev ? await watchApi(log.log) : createApi(await loadBuiltRoutes()),
      ...(!dev && { files: serveStaticFiles(join(builtPages(), 'static')) }),
      ownPages: async (...call) => (await own?.answer(...call)) ?? false,
      pages: refuseMalformedState((incoming, outgoing) => {
        delete incoming.headers[FRAME_HEADER]
        return render(incoming, outgoing)
      }),
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
