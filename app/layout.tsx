import '@fontsource-variable/inter/opsz.css'
import './globals.css'
import type { Viewport } from 'next'
import { cookies, headers } from 'next/headers'
import type { ReactNode } from 'react'
import { Early } from '@/components/shell/early'
import { readTheme, THEME_COLORS, THEME_COOKIE } from '@/components/shell/theme'
import { IconSprite } from '@/components/ui/icon-sprite'
import { getApp } from '@/lib/app'
import { SITE_MARK } from '@/lib/pages/frame-request'
import { readNetwork } from '@/lib/pages/network'
import { SITE_ID } from '@/lib/schema/boot'
import type { Locale } from '@/lib/schema/locales'
import { compiledDictionary } from '@/lib/words/dictionaries'
import { isFrame } from './filled'
import { NextSite } from './next-site'
import { readLocale, readMe } from './viewer'

const readChosenTheme = async () => readTheme((await cookies()).get(THEME_COOKIE)?.value)

/** Of the policy that this answer has: lib/http/serving/security-headers.ts. */
async function readNonce(): Promise<string | undefined> {
  const policy = (await headers()).get('content-security-policy') ?? ''
  return /'nonce-([^']+)'/.exec(policy)?.[1]
}

export async function generateViewport(): Promise<Viewport> {
  const theme = await readChosenTheme()
  return {
    width: 'device-width',
    initialScale: 1,
    viewportFit: 'cover',
    themeColor: (['light', 'dark'] as const).map((scheme) => ({
      media: `(prefers-color-scheme: ${scheme})`,
      color: THEME_COLORS[theme ?? scheme],
    })),
  }
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = await readChosenTheme()
  const locale = await readLocale()
  const asFrame = await isFrame()
  return (
    <html lang={locale} data-theme={theme ?? undefined}>
      <head>
        <link rel="manifest" href="/manifest.webmanifest" />
        <link rel="apple-touch-icon" href="/icons/apple-touch.png" />
        <meta name="apple-mobile-web-app-title" content="Fonana" />
      </head>
      <body className="min-h-dvh font-sans text-base">
        <Early nonce={await readNonce()} />
        <IconSprite />
        <div id={SITE_ID}>{asFrame ? SITE_MARK : <WholeSite locale={locale}>{children}</WholeSite>}</div>
      </body>
    </html>
  )
}

async function WholeSite({ locale, children }: { locale: Locale; children: ReactNode }) {
  const app = getApp()
  const boot = {
    me: await readMe(),
    asVisitor: false,
    locale,
    at: app.now().getTime(),
    origin: app.config.publicUrl.origin,
    network: await readNetwork(app.ledger),
    seeds: [],
    playMoney: app.faucet !== null,
    serviceWorker: app.site.worker.isOn,
  }
  return (
    <NextSite boot={boot} words={compiledDictionary(locale)}>
      {children}
    </NextSite>
  )
}
