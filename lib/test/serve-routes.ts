/// <reference types="vite/types/importMeta.d.ts" />
import { type Api, createApi } from '@/lib/http/api'
import { handlerOf, type RouteModule, type RouteTable } from '@/lib/http/router'

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** The routes of the app, found in its folders as the build finds them. */
async function readTable(): Promise<RouteTable> {
  const files = {
    ...import.meta.glob<RouteModule>('/app/api/**/route.ts'),
    ...import.meta.glob<RouteModule>('/app/{healthz,readyz}/route.ts'),
  }
  return Promise.all(
    Object.entries(files).map(
      async ([path, load]) => [path.replace('/app', '').replace('/route.ts', ''), await load()] as const,
    ),
  )
}

/** The API as production serves it. */
export async function openApi(): Promise<Api> {
  return createApi(await readTable())
}

/** Every route of the app with its methods, as `GET /api/posts/[id]`. */
export async function listRoutes(): Promise<string[]> {
  const table = (await readTable()).filter(([path]) => !path.endsWith('/[...path]'))
  return table.flatMap(([path, module]) =>
    METHODS.filter((method) => handlerOf(module, method)?.run.name !== 'refuseMethod').map(
      (method) => `${method} ${path}`,
    ),
  )
}
