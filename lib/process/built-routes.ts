import type { RouteTable } from '@/lib/http/serving/router'

/** The routes that the build found under `app/`, from the module that it writes beside the bundle. */
export async function loadBuiltRoutes(): Promise<RouteTable> {
  const { routes } = (await import(new URL('./routes.js', import.meta.url).href)) as { routes: RouteTable }
  return routes
}
