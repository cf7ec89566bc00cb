import { readdirSync } from 'node:fs'

const FILE = /\/route\.ts$/

/**
 * Gives esbuild the module `fonana:routes`: every route file under `app/` that is not a page, with its address.
 *
 * @type {import('esbuild').Plugin}
 */
export const routesPlugin = {
  name: 'routes',
  setup(build) {
    build.onResolve({ filter: /^fonana:routes$/ }, ({ path }) => ({ path, namespace: 'routes' }))
    build.onLoad({ filter: /.*/, namespace: 'routes' }, () => {
      const files = readdirSync('app', { recursive: true }).filter((file) => FILE.test(file))
      const imports = files.map((file, index) => `import * as route${index} from './app/${file}'`)
      const entries = files.map((file, index) => `['/${file.replace(/\/route\.ts$/, '')}', route${index}]`)
      const contents = `${imports.join('\n')}\nexport const routes = [${entries.join(', ')}]`
      return { contents, resolveDir: process.cwd() }
    })
  },
}
