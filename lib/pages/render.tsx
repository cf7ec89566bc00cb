import type { ComponentType } from 'react'
import { renderToString } from 'react-dom/server'
import { CreatorScreen } from '@/components/screens/creator-screen'
import { CreatorsScreen } from '@/components/screens/creators-screen'
import { EditPostScreen } from '@/components/screens/edit-post-screen'
import { EditSeriesScreen } from '@/components/screens/edit-series-screen'
import { ExploreScreen } from '@/components/screens/explore-screen'
import { FeedScreen } from '@/components/screens/feed-screen'
import { JoinScreen } from '@/components/screens/join-screen'
import { LibraryScreen } from '@/components/screens/library-screen'
import { NewPostScreen } from '@/components/screens/new-post-screen'
import { NotificationsScreen } from '@/components/screens/notifications-screen'
import { NumbersScreen } from '@/components/screens/numbers-screen'
import { OwnPageScreen } from '@/components/screens/own-page-screen'
import { OwnPostsScreen } from '@/components/screens/own-posts-screen'
import { OwnSeriesScreen } from '@/components/screens/own-series-screen'
import { PostScreen } from '@/components/screens/post-screen'
import { ReceiptScreen } from '@/components/screens/receipt-screen'
import { SalesScreen } from '@/components/screens/sales-screen'
import { SeriesScreen } from '@/components/screens/series-screen'
import { SignInScreen } from '@/components/screens/sign-in-screen'
import { StudioScreen } from '@/components/screens/studio-screen'
import { TextScreen } from '@/components/screens/text-screen'
import { TiersScreen } from '@/components/screens/tiers-screen'
import { Site } from '@/components/shell/site'
import { type PageName, routeOf } from '@/lib/routes'
import type { Boot } from '@/lib/schema/boot'
import type { CompiledDictionary } from '@/lib/words/translator'

const SCREENS: Record<PageName, ComponentType> = {
  feed: FeedScreen,
  creators: CreatorsScreen,
  explore: ExploreScreen,
  creator: CreatorScreen,
  series: SeriesScreen,
  post: PostScreen,
  join: JoinScreen,
  library: LibraryScreen,
  notifications: NotificationsScreen,
  receipt: ReceiptScreen,
  studio: StudioScreen,
  numbers: NumbersScreen,
  'own-posts': OwnPostsScreen,
  'own-series': OwnSeriesScreen,
  'edit-series': EditSeriesScreen,
  sales: SalesScreen,
  'new-post': NewPostScreen,
  tiers: TiersScreen,
  'own-page': OwnPageScreen,
  'edit-post': EditPostScreen,
  'sign-in': SignInScreen,
  text: TextScreen,
}

interface SiteFacts {
  /** Path and query of a page of the site. */
  href: string
  boot: Boot
  /** Of its language. */
  words: CompiledDictionary
}

export interface RenderedSite {
  /** Title, description, and what the browser is to load early: they belong into the head. */
  early: string
  body: string
}

/** The site as the browser will make it of the same. */
export function renderSite({ href, boot, words }: SiteFacts): RenderedSite {
  const route = routeOf(new URL(href, 'http://localhost'))
  if (route === null) throw new Error(`${href} is no page of the site`)
  const Screen = SCREENS[route.page]
  const html = renderToString(
    <Site href={href} boot={boot} words={words}>
      <Screen />
    </Site>,
  )
  const early = EARLY.exec(html)?.[0] ?? ''
  return { early, body: html.slice(early.length) }
}

/** React writes what belongs into the head before everything else. */
const EARLY = /^(?:<title>[^<]*<\/title>|<(?:meta|link)\b[^>]*>)*/
