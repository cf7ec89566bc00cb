import type { ReactNode } from 'react'
import { Outlet } from '@/components/screens/outlet'
import { PlaceProvider } from '@/lib/client/navigation/use-place'
import type { Boot } from '@/lib/schema/boot'
import type { CompiledDictionary } from '@/lib/words/translator'
import { Providers } from './providers'
import { SiteShell } from './site-shell'

interface SiteProps {
  /** Path and query of the page. */
  href: string
  boot: Boot
  /** Of the language of `boot`, unless the page says otherwise. */
  words: CompiledDictionary
  playMoney: boolean
  /** The screen of the page. */
  children: ReactNode
}

/** All that stands in the body of every page. */
export function Site({ href, boot, words, playMoney, children }: SiteProps) {
  return (
    <PlaceProvider href={href}>
      <Providers boot={boot} words={words} playMoney={playMoney}>
        <SiteShell>
          <Outlet>{children}</Outlet>
        </SiteShell>
      </Providers>
    </PlaceProvider>
  )
}
