import type { Handler } from './handler'

/** A route module: what it exports under the names of methods. */
export type RouteModule = Readonly<Record<string, Handler | undefined>>

/** Addresses as their folders are called, `/api/posts/[id]`, with the modules behind them. */
export type RouteTable = readonly (readonly [path: string, module: RouteModule])[]

export interface Found {
  route: string
  module: RouteModule
  params: Record<string, string>
}

interface Node {
  fixed: Map<string, Node>
  /** `[name]`: any one segment. */
  any: { name: string; node: Node } | null
  leaf: Omit<Found, 'params'> | null
}

/** Finds the route of a path. A fixed segment goes before a `[name]`. */
export function createRouter(table: RouteTable): (path: string) => Found | null {
  const root = newNode()
  for (const [route, module] of table) insert(root, route, module)
  return (path) => {
    const segments = path.split('/').slice(1).map(decodeURIComponent)
    return find(root, segments, 0, {})
  }
}

function newNode(): Node {
  return { fixed: new Map(), any: null, leaf: null }
}

function insert(root: Node, route: string, module: RouteModule): void {
  let node = root
  for (const segment of route.split('/').slice(1)) {
    const name = /^\[([^.\]]+)\]$/.exec(segment)?.[1]
    if (name !== undefined) {
      node.any ??= { name, node: newNode() }
      if (node.any.name !== name) throw new Error(`${route}: the segment is [${node.any.name}] elsewhere`)
      node = node.any.node
    } else {
      const next = node.fixed.get(segment) ?? newNode()
      node.fixed.set(segment, next)
      node = next
    }
  }
  node.leaf = { route, module }
}

function find(node: Node, segments: string[], at: number, params: Record<string, string>): Found | null {
  const segment = segments[at]
  if (segment === undefined) return node.leaf && { ...node.leaf, params }
  const fixed = node.fixed.get(segment)
  const exact = fixed && find(fixed, segments, at + 1, params)
  if (exact) return exact
  if (node.any === null || segment === '') return null
  return find(node.any.node, segments, at + 1, { ...params, [node.any.name]: segment })
}
