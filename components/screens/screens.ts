import type { ComponentType } from 'react'
import type { PageName, Route } from '@/lib/routes'

type Load = () => Promise<ComponentType>

/** What each page consists of, loaded when somebody goes there, or is about to. */
const LOADS: Record<PageName, Load> = {
  feed: async () => (await import('./feed-screen')).FeedScreen,
  creators: async () => (await import('./creators-screen')).CreatorsScreen,
  explore: async () => (await import('./explore-screen')).ExploreScreen,
  creator: async () => (await import('./creator-screen')).CreatorScreen,
  series: async () => (await import('./series-screen')).SeriesScreen,
  post: async () => (await import('./post-screen')).PostScreen,
  join: async () => (await import('./join-screen')).JoinScreen,
  library: async () => (await import('./library-screen')).LibraryScreen,
  notifications: async () => (await import('./notifications-screen')).NotificationsScreen,
  receipt: async () => (await import('./receipt-screen')).ReceiptScreen,
  studio: async () => (await import('./studio-screen')).StudioScreen,
  sales: async () => (await import('./sales-screen')).SalesScreen,
  numbers: async () => (await import('./numbers-screen')).NumbersScreen,
  'own-posts': async () => (await import('./own-posts-screen')).OwnPostsScreen,
  'own-series': async () => (await import('./own-series-screen')).OwnSeriesScreen,
  'edit-series': async () => (await import('./edit-series-screen')).EditSeriesScreen,
  'new-post': async () => (await import('./new-post-screen')).NewPostScreen,
  tiers: async () => (await import('./tiers-screen')).TiersScreen,
  'own-page': async () => (await import('./own-page-screen')).OwnPageScreen,
  'edit-post': async () => (await import('./edit-post-screen')).EditPostScreen,
  'sign-in': async () => (await import('./sign-in-screen')).SignInScreen,
  text: async () => (await import('./text-screen')).TextScreen,
}

const loaded = new Map<PageName, ComponentType>()

export function screenOf({ page }: Route): ComponentType | null {
  return loaded.get(page) ?? null
}

/** Null where it is there. Rejects where it could not be loaded: asked for again, it is tried again. */
export function loadScreen({ page }: Route): Promise<void> | null {
  if (loaded.has(page)) return null
  return LOADS[page]().then((screen) => void loaded.set(page, screen))
}
