import '@/lib/client/bring-files'
import { startTransition } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { loadScreen, screenOf } from '@/components/screens/screens'
import { lookAsVisitor } from '@/lib/client/api/visitor-view'
import { readPageWords, takeBoot } from '@/lib/client/boot'
import { isServing, loadWhenServed } from '@/lib/client/navigation/load-when-served'
import { routeOf } from '@/lib/routes'
import { SITE_ID } from '@/lib/schema/boot'
import type { CompiledDictionary } from '@/lib/words/translator'
import { FaultBoundary } from './fault-boundary'
import { SiteFault } from './fault-page'
import { Site } from './site'

/** Where the browser begins: makes what the server has rendered interactive, with what it was rendered with. */
async function start(root: HTMLElement): Promise<void> {
  const route = routeOf(location)
  if (route === null) throw new Error('the page is none of the site')
  const said: { words?: CompiledDictionary } = {}
  const load = async () => {
    ;[said.words] = await Promise.all([readPageWords(), loadScreen(route)])
  }
  try {
    await load()
  } catch {
    // The page is there to be read meanwhile.
    await loadWhenServed({ load, isServing, isWanted: () => true })
  }
  const [Screen, { words }] = [screenOf(route), said]
  if (Screen === null || words === undefined) return location.reload()
  const boot = takeBoot()
  if (boot.asVisitor) lookAsVisitor()
  const site = (
    <FaultBoundary Instead={(props) => <SiteFault {...props} locale={boot.locale} words={words} />}>
      <Site href={location.pathname + location.search} boot={boot} words={words}>
        <Screen />
      </Site>
    </FaultBoundary>
  )
  // So React does it in small steps: the page can be scrolled and read meanwhile.
  startTransition(() => void hydrateRoot(root, site))
}

const root = document.getElementById(SITE_ID)
if (root !== null) void start(root)
