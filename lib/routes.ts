import { safeNext } from './links'
import { LIMITS } from './schema/limits'
import { readTextName, type TextName } from './schema/text-names'

/** The pages of the site, each with what its address says. */
export type Route =
  | { page: 'feed'; filter: string | null }
  | { page: 'creators'; query: string }
  | { page: 'explore'; show: string | null; tag: string; q: string; kind: string | null }
  | { page: 'creator'; handle: string; tab: CreatorTab; tag: string; open: boolean }
  | { page: 'series'; handle: string; id: string }
  | { page: 'post'; id: string }
  | { page: 'join'; handle: string }
  | { page: 'library' }
  | { page: 'notifications' }
  | { page: 'receipt'; id: string }
  | { page: 'studio' }
  | { page: 'numbers' }
  | { page: 'own-posts'; which: OwnPostsWhich; q: string; look: OwnPostsLook }
  | { page: 'own-series' }
  | { page: 'edit-series'; id: string }
  | { page: 'sales' }
  | { page: 'new-post' }
  | { page: 'tiers' }
  | { page: 'own-page' }
  | { page: 'edit-post'; id: string }
  /** `next`: where it leads on to. */
  | { page: 'sign-in'; next: string }
  | { page: 'text'; name: TextName }

export const OWN_POSTS_WHICH = ['all', 'draft', 'scheduled', 'published'] as const
export type OwnPostsWhich = (typeof OWN_POSTS_WHICH)[number]
export const OWN_POSTS_LOOKS = ['cards', 'table'] as const
export type OwnPostsLook = (typeof OWN_POSTS_LOOKS)[number]

export const CREATOR_TABS = ['posts', 'series', 'pictures', 'about', 'memberships'] as const
export type CreatorTab = (typeof CREATOR_TABS)[number]

export type PageName = Route['page']
export type RouteOf<P extends PageName> = Extract<Route, { page: P }>

/** By the second part of their address. */
const STUDIO_PAGES = new Map([
  ['numbers', 'numbers'],
  ['posts', 'own-posts'],
  ['series', 'own-series'],
  ['sales', 'sales'],
  ['new', 'new-post'],
  ['tiers', 'tiers'],
  ['page', 'own-page'],
] as const)

const FEED_FILTERS = ['all', 'following', 'subscribed'] as const

/** What is no filter shows everything. */
export function toFeedFilter(asked: string | null): (typeof FEED_FILTERS)[number] {
  return FEED_FILTERS.find((filter) => filter === asked) ?? 'all'
}

/** Each as the API calls it. */
export const EXPLORE_FILTERS = { new: 'all', loved: 'loved', free: 'open' } as const
type ExploreShow = keyof typeof EXPLORE_FILTERS

/** What can be looked through: everything in one order or another, or what a search finds. */
export type ExploreView =
  | { kind: 'posts'; show: ExploreShow; tag: string }
  | { kind: 'creators' }
  | { kind: 'found'; what: 'posts' | 'creators'; q: string }

/** `/creators` is one of its views; what was searched there before there was anything else to search leads there still. */
export function exploreView(route: RouteOf<'explore'> | RouteOf<'creators'>): ExploreView {
  if (route.page === 'creators')
    return route.query === '' ? { kind: 'creators' } : { kind: 'found', what: 'creators', q: route.query }
  const { q, kind, show, tag } = route
  if (q !== '') return { kind: 'found', what: kind === 'creators' ? 'creators' : 'posts', q }
  return { kind: 'posts', show: show === 'loved' || show === 'free' ? show : 'new', tag }
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
  const [first = '', second, third, fourth, ...more] = parts as string[]
  if (more.length > 0) return null
  if (second !== undefined && third !== undefined) return deep([first, second, third, fourth])
  if (second === undefined) return single(first, query)
  if (second === '') return null
  if (first === 'creators') return creatorRoute(second, query)
  if (first === 'posts') return { page: 'post', id: second.toLowerCase() }
  if (first === 'join') return { page: 'join', handle: second }
  if (first === 'receipts') return { page: 'receipt', id: second.toLowerCase() }
  const page = first === 'studio' ? STUDIO_PAGES.get(second as 'new') : undefined
  if (page === 'own-posts') return ownPostsRoute(query)
  return page === undefined ? null : { page }
}

/** What stands below a page that is named by two parts. */
function deep([first, second, third, fourth]: [string, string, string, string | undefined]): Route | null {
  const id = (fourth ?? third).toLowerCase()
  if (id === '' || second === '') return null
  if (first === 'creators' && third === 'series' && fourth !== undefined)
    return { page: 'series', handle: second, id }
  if (first !== 'studio' || fourth !== undefined) return null
  if (second === 'posts') return { page: 'edit-post', id }
  return second === 'series' ? { page: 'edit-series', id } : null
}

function single(name: string, query: URLSearchParams): Route | null {
  if (name === '') return { page: 'feed', filter: query.get('filter') }
  if (name === 'creators') return { page: 'creators', query: wordsIn(query, 'query', LIMITS.creatorQuery) }
  if (name === 'explore') return exploreRoute(query)
  if (name === 'sign-in') return { page: 'sign-in', next: safeNext(query.get('next')) }
  const text = readTextName(name)
  if (text !== null) return { page: 'text', name: text }
  return name === 'library' || name === 'notifications' || name === 'studio' ? { page: name } : null
}

export function creatorRoute(handle: string, query: URLSearchParams): RouteOf<'creator'> {
  const tab = CREATOR_TABS.find((known) => known === query.get('tab')) ?? 'posts'
  return { page: 'creator', handle, tab, tag: tagIn(query), open: query.get('open') === '1' }
}

/** What the API is asked for on that tab; null where it shows no posts. */
export function creatorFilter({ tab, open }: RouteOf<'creator'>): 'all' | 'open' | 'pictures' | null {
  if (tab === 'pictures') return 'pictures'
  if (tab !== 'posts') return null
  return open ? 'open' : 'all'
}

export function exploreRoute(query: URLSearchParams): RouteOf<'explore'> {
  return {
    page: 'explore',
    show: query.get('show'),
    tag: tagIn(query),
    q: wordsIn(query, 'q', LIMITS.search),
    kind: query.get('kind'),
  }
}

export function ownPostsRoute(query: URLSearchParams): RouteOf<'own-posts'> {
  return {
    page: 'own-posts',
    which: OWN_POSTS_WHICH.find((known) => known === query.get('which')) ?? 'all',
    q: wordsIn(query, 'q', LIMITS.ownListQuery),
    look: OWN_POSTS_LOOKS.find((known) => known === query.get('look')) ?? 'cards',
  }
}

function tagIn(query: URLSearchParams): string {
  return wordsIn(query, 'tag', LIMITS.tag).toLowerCase().normalize('NFC')
}

/** As much of it as there may be. */
function wordsIn(query: URLSearchParams, name: string, max: number): string {
  return (query.get(name) ?? '').trim().slice(0, max)
}

/** Null for what is no text. */
function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part)
  } catch {
    return null
  }
}
