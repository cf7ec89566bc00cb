import { safeNext } from './links'

/** The pages of the site, each with what its address says. */
export type Route =
  | { page: 'feed'; filter: string | null }
  | { page: 'creators'; query: string }
  | { page: 'creator'; handle: string }
  | { page: 'post'; id: string }
  | { page: 'join'; handle: string }
  | { page: 'library' }
  | { page: 'notifications' }
  | { page: 'receipt'; id: string }
  | { page: 'studio' }
  | { page: 'new-post' }
  | { page: 'tiers' }
  | { page: 'own-page' }
  | { page: 'edit-post'; id: string }
  /** `next`: where it leads on to. */
  | { page: 'sign-in'; next: string }

export type PageName = Route['page']
export type RouteOf<P extends PageName> = Extract<Route, { page: P }>

/** By the second part of their address. */
const STUDIO_PAGES = new Map([
  ['new', 'new-post'],
  ['tiers', 'tiers'],
  ['page', 'own-page'],
] as const)

const FEED_FILTERS = ['all', 'following', 'subscribed'] as const

/** What is no filter shows everything. */
export function toFeedFilter(asked: string | null): (typeof FEED_FILTERS)[number] {
  return FEED_FILTERS.find((filter) => filter === asked) ?? 'all'
}

interface Address {
  pathname: string
  /** With its `?`, or empty. */
  search: string
}

/** Null where the site has no page at this address. What the address names need not be there. */
export function routeOf({ pathname, search }: Address): Route | null {
  const query = new URLSearchParams(search)
  const parts = pathname.split('/').slice(1).map(decoded)
  if (parts.includes(null)) return null
  const [first = '', second, third, ...more] = parts as string[]
  if (more.length > 0) return null
  if (third !== undefined)
    return first === 'studio' && second === 'posts' && third !== ''
      ? { page: 'edit-post', id: third.toLowerCase() }
      : null
  if (second === undefined) return single(first, query)
  if (second === '') return null
  if (first === 'creators') return { page: 'creator', handle: second }
  if (first === 'posts') return { page: 'post', id: second.toLowerCase() }
  if (first === 'join') return { page: 'join', handle: second }
  if (first === 'receipts') return { page: 'receipt', id: second.toLowerCase() }
  const page = first === 'studio' ? STUDIO_PAGES.get(second as 'new') : undefined
  return page === undefined ? null : { page }
}

function single(name: string, query: URLSearchParams): Route | null {
  if (name === '') return { page: 'feed', filter: query.get('filter') }
  if (name === 'creators') return { page: 'creators', query: query.get('query')?.trim() ?? '' }
  if (name === 'sign-in') return { page: 'sign-in', next: safeNext(query.get('next')) }
  return name === 'library' || name === 'notifications' || name === 'studio' ? { page: name } : null
}

/** Null for what is no text. */
function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part)
  } catch {
    return null
  }
}
