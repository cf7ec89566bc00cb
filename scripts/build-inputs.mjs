import { readdirSync } from 'node:fs'
import { build } from 'esbuild'
import { routesPlugin } from '../lib/process/routes-plugin.mjs'

/** What is built beside the pages of Next, each with its place in `dist/`. */
export const ENTRIES = {
  app: {
    server: 'server.ts',
    demo: 'scripts/demo.ts',
    routes: 'fonana:routes',
    'picture-worker': 'lib/media/worker/main.ts',
  },
  socket: { ws: 'lib/process/socket-main.ts' },
  browser: { start: 'components/shell/start.tsx' },
}

/** The sources that a build reads by following imports, from the servers, the commands within it and all pages. */
export async function readBuildInputs() {
  const pages = readdirSync('app', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.tsx'))
    .map((path) => [`pages/${path}`, `app/${path}`])
  const { metafile } = await build({
    entryPoints: { ...ENTRIES.app, ...ENTRIES.socket, ...ENTRIES.browser, ...Object.fromEntries(pages) },
    outdir: 'dist',
    bundle: true,
    write: false,
    metafile: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    // They are read by Next: here it counts that they are.
    loader: { '.css': 'empty', '.svg': 'empty' },
    jsx: 'automatic',
    plugins: [routesPlugin],
    logLevel: 'error',
  })
  return Object.keys(metafile.inputs)
    .filter((path) => !path.startsWith('routes:'))
    .sort()
}
