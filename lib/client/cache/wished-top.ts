import type { Query, QueryClient, QueryKey } from '@tanstack/react-query'

/** A reader wants a list of posts from its newest on. */
export interface TopWish {
  /** The first page that was read for it last. */
  page: object | null
}

const wishes = new WeakMap<Query, TopWish>()

/** While it is there, whoever reads the list reads it from its top: the wish may outlive the reading that began with it. */
export function topWish(client: QueryClient, queryKey: QueryKey): TopWish | undefined {
  const query = client.getQueryCache().find({ queryKey })
  return query && wishes.get(query)
}

/** A later wish takes the place of an earlier one. */
export function wishTop(client: QueryClient, queryKey: QueryKey): TopWish {
  const wish: TopWish = { page: null }
  const query = client.getQueryCache().find({ queryKey })
  if (query !== undefined) wishes.set(query, wish)
  return wish
}

export function endTopWish(client: QueryClient, queryKey: QueryKey, wish: TopWish): void {
  const query = client.getQueryCache().find({ queryKey })
  if (query !== undefined && wishes.get(query) === wish) wishes.delete(query)
}
