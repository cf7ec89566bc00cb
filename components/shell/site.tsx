import type { ReactNode } from 'react'
import { Outlet } from '@/components/screens/outlet'
import { PlaceProvider } from '@/lib/client/navigation/use-place'
import type { Boot } from '@/lib/schema/boot'
import type { CompiledDictionary } from '@/lib/words/translator'
import { Interactive } from './interactive'
import { Providers } from './providers'
import { SiteShell } from './site-shell'

interface SiteProps {
  /** Path and query of the page. */
  href: string
  boot: Boot
  /** Of the language of `boot`. */
  words: CompiledDictionary
  /** The screen of the page. */
  children: ReactNode
}

/** All that React makes of a page, on the server and in the browser. */
export function Site({ href, boot, words, children }: SiteProps) {
  return (
    <PlaceProvider href={href}>
      <Providers boot={boot} words={words}>
        <SiteShell asVisitor={boot.asVisitor}>
          <Outlet>{children}</Outlet>
        </SiteShell>
      </Providers>
      <Interactive serviceWorker={boot.serviceWorker} />
    </PlaceProvider>
  )
}
