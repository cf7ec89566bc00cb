import type { ReactNode } from 'react'
import { Outlet } from '@/components/screens/outlet'
import { PlaceProvider } from '@/lib/client/navigation/use-place'
import type { Boot } from '@/lib/schema/boot'
import { Providers } from './providers'
import { SiteShell } from './site-shell'

interface SiteProps {
  /** Path and query of the page. */
  href: string
  boot: Boot
  playMoney: boolean
  /** The screen of the page. */
  children: ReactNode
}

/** All that stands in the body of every page. */
export function Site({ href, boot, playMoney, children }: SiteProps) {
  return (
    <PlaceProvider href={href}>
      <Providers boot={boot} playMoney={playMoney}>
        <SiteShell>
          <Outlet>{children}</Outlet>
        </SiteShell>
      </Providers>
    </PlaceProvider>
  )
}
