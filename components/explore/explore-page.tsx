'use client'

import { PageHeading } from '@/components/shell/page'
import { Tabs } from '@/components/ui/tabs'
import { useTranslator } from '@/lib/client/use-translator'
import { exploreHref, searchHref } from '@/lib/links'
import type { ExploreView } from '@/lib/routes'
import type { Translator } from '@/lib/words/translator'
import { AllCreators, FoundCreators } from './creator-lists'
import { ExploredPosts, FoundPosts } from './post-lists'
import { SearchBox } from './search-box'
import { TagLinks } from './tag-links'

const SHOWN = ['new', 'loved', 'free'] as const

/** Everything there is to read and everybody who writes it: by what is new, loved or free, by a tag, or by a search. */
export function ExplorePage({ view }: { view: ExploreView }) {
  const t = useTranslator()
  const what =
    view.kind === 'creators' || (view.kind === 'found' && view.what === 'creators') ? 'creators' : 'posts'
  return (
    <div className="mx-auto max-w-page px-4 pt-6 sm:px-8 md:pt-10">
      <PageHeading title={headingOf(t, view)} />
      <div className="mb-3 max-w-post">
        <SearchBox asked={view.kind === 'found' ? view.q : ''} what={what} />
      </div>
      <div className="mb-6">
        <Tabs label={t('explore.tabs')} tabs={tabsOf(t, view)} />
      </div>
      {view.kind === 'posts' && <TagLinks current={view.tag} show={view.show} />}
      <View view={view} />
    </div>
  )
}

function headingOf(t: Translator, view: ExploreView): string {
  if (view.kind === 'creators') return t('shell.creators')
  return view.kind === 'posts' && view.tag !== '' ? `#${view.tag}` : t('shell.explore')
}

function tabsOf(t: Translator, view: ExploreView) {
  if (view.kind === 'found')
    return (['posts', 'creators'] as const).map((what) => ({
      href: searchHref(view.q, what),
      label: t(`search.${what}`),
      current: view.what === what,
    }))
  const tag = view.kind === 'posts' ? view.tag : ''
  return [
    ...SHOWN.map((show) => ({
      href: exploreHref({ show, tag }),
      label: t(`explore.${show}`),
      current: view.kind === 'posts' && view.show === show,
    })),
    { href: '/creators', label: t('shell.creators'), current: view.kind === 'creators' },
  ]
}

/** Each is a list of its own: nothing of the last one may stay on screen. */
function View({ view }: { view: ExploreView }) {
  if (view.kind === 'creators') return <AllCreators />
  if (view.kind === 'posts') return <ExploredPosts key={`${view.show} ${view.tag}`} {...view} />
  return view.what === 'posts' ? (
    <FoundPosts key={view.q} q={view.q} />
  ) : (
    <FoundCreators key={view.q} q={view.q} />
  )
}
