import '@fontsource-variable/inter/opsz.css'
import './globals.css'
import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { Providers } from '@/components/shell/providers'
import { SiteShell } from '@/components/shell/site-shell'
import { readTheme, THEME_COOKIE } from '@/components/shell/theme'
import { getApp } from '@/lib/app'
import { readNetwork } from './network'
import { readMe } from './viewer'

export const metadata: Metadata = {
  title: { default: 'Fonana', template: '%s · Fonana' },
  description: 'Creators publish, fans pay in SOL, and what was just paid for opens at once.',
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#faf8f4' },
    { media: '(prefers-color-scheme: dark)', color: '#131210' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = readTheme((await cookies()).get(THEME_COOKIE)?.value)
  const [me, network] = await Promise.all([readMe(), readNetwork()])
  return (
    <html lang="en" data-theme={theme ?? undefined}>
      <body className="min-h-dvh font-sans text-base">
        <Providers me={me} playMoney={getApp().faucet !== null} network={network}>
          <SiteShell>{children}</SiteShell>
        </Providers>
      </body>
    </html>
  )
}
