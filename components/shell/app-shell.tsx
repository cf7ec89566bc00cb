'use client'

import type { ReactNode } from 'react'
import { useTranslator } from '@/lib/client/use-translator'
import { Footer } from './footer'
import { LanguageSwitch } from './language-switch'
import { BottomNavigation, RailNavigation } from './navigation'
import { ThemeSwitch } from './theme-switch'
import { Wordmark } from './wordmark'

interface AppShellProps {
  unreadCount: number
  /** `LiveIndicator` with its state. */
  live: ReactNode
  /** `AccountMenu`. */
  account: ReactNode
  children: ReactNode
}

/** A rail beside the page on a wide screen; a bar above and one below it on a phone. */
export function AppShell({ unreadCount, live, account, children }: AppShellProps) {
  const t = useTranslator()
  return (
    <>
      <a
        href="#main"
        className="fixed top-3 left-3 z-50 -translate-y-20 rounded-md bg-accent px-4 py-2.5 font-semibold text-on-accent text-sm focus:translate-y-0"
      >
        {t('shell.skip')}
      </a>
      <div className="mx-auto max-w-[82rem] md:flex">
        <header className="sticky top-0 z-20 max-md:short:static flex h-14 print:hidden items-center justify-between border-line border-b bg-canvas px-4 md:h-dvh md:overflow-y-auto md:w-[4.75rem] md:shrink-0 md:flex-col md:items-center md:border-r md:border-b-0 md:px-0 md:py-6 md:short:py-2 lg:w-60 lg:items-stretch lg:px-5">
          <div className="flex flex-col gap-8 max-lg:items-center short:gap-2">
            <div className="lg:px-2">
              <Wordmark />
            </div>
            <div className="hidden md:block">
              <RailNavigation unreadCount={unreadCount} />
            </div>
          </div>
          <div className="flex items-center gap-2 md:flex-col lg:items-stretch lg:gap-3 md:short:gap-1">
            <div className="contents lg:flex lg:items-center lg:justify-between lg:pl-3">
              {live}
              <LanguageSwitch />
              <ThemeSwitch />
            </div>
            {account}
          </div>
        </header>
        <div className="flex min-h-[calc(100dvh-3.5rem)] min-w-0 flex-1 flex-col pb-[calc(3.75rem+env(safe-area-inset-bottom))] md:min-h-dvh md:pb-0 print:pb-0">
          <main id="main" tabIndex={-1} className="min-w-0 pb-12 outline-none md:pb-16 print:pb-0">
            {children}
          </main>
          <Footer />
        </div>
      </div>
      <BottomNavigation unreadCount={unreadCount} />
    </>
  )
}
