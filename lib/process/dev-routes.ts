import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { context, type Plugin } from 'esbuild'
import { type Api, createApi } from '@/lib/http/serving/api'
import type { RouteTable } from '@/lib/http/serving/router'
import type { Log } from '@/lib/log'
import { routesPlugin } from './routes-plugin.mjs'

const FOLDER = '.cache/dev'

/**
 * The API in development: the same modules as the build's, built anew after each edit. Resolves when it is there for the
 * first time; while a source cannot be built, the last good API goes on serving.
 */
export async function watchRoutes(log: Log): Promise<Api> {
  await rm(FOLDER, { recursive: true, force: true })
  let current: Api | undefined
  let ready: (api: Api) => void = () => {}
  const first = new Promise<Api>((resolve) => {
    ready = resolve
  })
  const takeOver: Plugin = {
    name: 'take-over',
    setup({ onEnd }) {
      onEnd(async ({ errors }) => {
        if (errors.length > 0)
          return log.error({ errors: errors.map(({ text }) => text) }, 'the API cannot be built')
        current = createApi(await loadRoutes())
        ready((incoming, outgoing, sender) => current?.(incoming, outgoing, sender) ?? false)
      })
    },
  }
  const watcher = await context({
    entryPoints: { routes: 'fonana:routes' },
    outdir: FOLDER,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    sourcemap: true,
    logLevel: 'warning',
    plugins: [routesPlugin, takeOver],
  })
  await watcher.watch()
  return first
}

let builds = 0

/** Under another address each time: a module is loaded once for each. */
async function loadRoutes(): Promise<RouteTable> {
  builds += 1
  const { href } = pathToFileURL(join(process.cwd(), FOLDER, 'routes.js'))
  return ((await import(`${href}?${builds}`)) as { routes: RouteTable }).routes
}
