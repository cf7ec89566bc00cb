'use client'

import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useLayoutEffect } from 'react'
import { FaultBoundary } from '@/components/shell/fault-boundary'
import { PageFault } from '@/components/shell/fault-page'
import { MissingPage } from '@/components/shell/missing-page'
import { useToast } from '@/components/ui/toast'
import { warmFreePlaces } from '@/components/ui/use-free-place'
import { type Move, onMoveFailed, prepareMovesBy, warmMovesBy } from '@/lib/client/navigation/place'
import { RouteProvider, useLoadedPath, useMove, usePlace } from '@/lib/client/navigation/use-place'
import { warmQueries } from '@/lib/client/navigation/warm-queries'
import { useTranslator } from '@/lib/client/use-translator'
import { type Route, routeOf } from '@/lib/routes'
import { loadScreen, screenOf } from './screens'

/** The screen of the page where the reader is. `children`: that of the page that was loaded, as the server sent it. */
export function Outlet({ children }: { children: ReactNode }) {
  const place = usePlace()
  const loaded = useLoadedPath()
  const route = routeOf(place)
  useMoves()
  return (
    <RouteProvider route={route}>
      <FaultBoundary key={place.pathname} Instead={PageFault}>
        {place.pathname === loaded ? children : <Screen route={route} />}
      </FaultBoundary>
    </RouteProvider>
  )
}

function Screen({ route }: { route: Route | null }) {
  const Found = route && screenOf(route)
  return Found ? <Found /> : <MissingPage />
}

const readRoute = (href: string) => routeOf(new URL(href, location.href))

// Not by an effect: a link that is pressed while React takes over the page is followed before any effect has run.
prepareMovesBy((href) => {
  const route = readRoute(href)
  return route && loadScreen(route)
})

function useMoves(): void {
  const client = useQueryClient()
  const toast = useToast()
  const t = useTranslator()
  const move = useMove()

  useEffect(
    () =>
      warmMovesBy((href) => {
        const route = readRoute(href)
        if (route === null) return
        loadScreen(route)?.catch(() => {})
        warmQueries(client, route)
      }),
    [client],
  )
  useEffect(warmSoon, [])
  useEffect(
    () =>
      onMoveFailed(() =>
        toast({
          tone: 'danger',
          title: t('away.title'),
          body: t('away.text'),
        }),
      ),
    [toast, t],
  )
  useLayoutEffect(() => {
    return move === null || move.kind === 'load' ? undefined : arrive(move)
  }, [move])
}

/** What most go on to is there before they do, also when the connection is gone by then: loaded when somebody moves. */
const WARM: readonly Route[] = [
  { page: 'post', id: '' },
  { page: 'creator', handle: '', tab: 'posts', tag: '', open: false },
  { page: 'feed', filter: null },
]
const SIGNS = ['pointermove', 'pointerdown', 'keydown', 'scroll'] as const

function warmSoon(): (() => void) | undefined {
  const { connection } = navigator as { connection?: { saveData?: boolean } }
  if (connection?.saveData) return undefined
  const stop = () => {
    for (const sign of SIGNS) window.removeEventListener(sign, warm)
  }
  const warm = () => {
    stop()
    whenIdle(() => {
      for (const route of WARM) loadScreen(route)?.catch(() => {})
      warmFreePlaces()
    })
  }
  for (const sign of SIGNS) window.addEventListener(sign, warm, { passive: true })
  return stop
}

const IDLE_AFTER_MS = 3_000

/** Safari has no idle callbacks. */
function whenIdle(then: () => void): void {
  if (typeof requestIdleCallback === 'undefined') setTimeout(then, IDLE_AFTER_MS)
  else requestIdleCallback(then, { timeout: IDLE_AFTER_MS })
}

/** What a browser does when a page was loaded: its place on the screen, and where the keyboard goes on. */
function arrive({ kind, scroll, keepsScroll, hash }: Move): (() => void) | undefined {
  if (kind === 'pop' && scroll !== null) window.scrollTo(0, scroll)
  if (kind === 'pop' || keepsScroll) return undefined
  document.getElementById('main')?.focus({ preventScroll: true })
  if (hash !== '') return whenThere(hash, (element) => element.scrollIntoView())
  window.scrollTo(0, 0)
  return undefined
}

const PATIENCE_MS = 5_000

/** What is no text is a name like any other. */
function decoded(id: string): string {
  try {
    return decodeURIComponent(id)
  } catch {
    return id
  }
}

/** What an address names may be read first. Returns what stops the waiting. */
function whenThere(id: string, then: (element: Element) => void): (() => void) | undefined {
  const find = () => document.getElementById(decoded(id))
  const found = find()
  if (found) {
    then(found)
    return undefined
  }
  const stop = () => {
    observer.disconnect()
    clearTimeout(timer)
  }
  const observer = new MutationObserver(() => {
    const element = find()
    if (!element) return
    stop()
    then(element)
  })
  observer.observe(document.body, { childList: true, subtree: true })
  const timer = setTimeout(stop, PATIENCE_MS)
  return stop
}
