/// <reference types="vite/types/importMeta.d.ts" />
import { type Api, createApi } from '@/lib/http/serving/api'
import { methodsOf } from '@/lib/http/serving/methods'
import type { RouteModule, RouteTable } from '@/lib/http/serving/router'

/** The routes of the app, found in its folders as the build finds them. */
async function readTable(): Promise<RouteTable> {
  const files = {
    ...import.meta.glob<RouteModule>('/app/**/route.ts'),
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
  const table = await readTable()
  return table.flatMap(([path, module]) => methodsOf(module).map((method) => `${method} ${path}`))
}
