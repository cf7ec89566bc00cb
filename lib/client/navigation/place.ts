import { isServing, loadWhenServed } from './load-when-served'

/**
 * Where the reader is. A page of the site is gone to without asking the server for it: the address changes, and what is
 * shown is read through the API or known already. Next's router is not asked, and hears of nothing.
 */

/** Names an entry of the history; the one that the page was loaded in has none. */
interface EntryState {
  fonanaEntry?: string
}

export interface Move {
  /** Path and query. */
  href: string
  /** `load`: how the page came. */
  kind: 'load' | 'push' | 'replace' | 'pop'
  /** Where it was left, for one that is gone back to. */
  scroll: number | null
  /** Stays where it is on the screen: another view of the same page. */
  keepsScroll: boolean
  /** Without its `#`. */
  hash: string
}

export interface NavigateOptions {
  /** Takes the place of the entry. */
  replace?: boolean
  keepsScroll?: boolean
}

type Prepare = (href: string) => Promise<void> | null
type Interceptor = (event: PopStateEvent) => boolean

const listeners = new Set<() => void>()
const failures = new Set<() => void>()
/** What may take a step back for itself: an open sheet is closed by it. */
let interceptor: Interceptor = () => false
/** Loads what the page at the address is made of; null where it is there. */
let prepare: Prepare = () => null
let warmUp: (href: string) => void = () => {}
let move: Move = { href: '/', kind: 'load', scroll: null, keepsScroll: false, hash: '' }
/** How far each entry was scrolled when it was left. */
const scrolls = new Map<string, number>()
let entry = ''
/** Counts: a way that took long is not gone to the end when another was taken meanwhile. */
let ways = 0
let underway = false

if (typeof window !== 'undefined') {
  move = { ...move, href: addressOf(location), hash: location.hash.slice(1) }
  // Before Next's own, which would ask the server for the page.
  window.addEventListener('popstate', onPop, { capture: true })
}

export const currentMove = (): Move => move
export const isUnderway = (): boolean => underway

export function onMove(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Hears when what a page is made of could not be loaded: the reader stays where they are until it is there. */
export function onMoveFailed(listener: () => void): () => void {
  failures.add(listener)
  return () => failures.delete(listener)
}

export function interceptPops(by: Interceptor): void {
  interceptor = by
}

/** How the page at an address is made ready before it is gone to. */
export function prepareMovesBy(by: Prepare): void {
  prepare = by
}

/** How it is made ready, with what it shows, when it is pointed at. */
export function warmMovesBy(by: (href: string) => void): void {
  warmUp = by
}

/** A link was pointed at, touched or focused. */
export function warm(target: string): void {
  warmUp(addressOf(new URL(target, location.href)))
}

/** To another page of the site, or another view of this one. */
export async function navigate(target: string, options: NavigateOptions = {}): Promise<void> {
  const url = new URL(target, location.href)
  const href = addressOf(url)
  if (!(await arrive(href))) return
  const { replace = href === move.href && url.hash === location.hash, keepsScroll = false } = options
  scrolls.set(entry, window.scrollY)
  if (!replace) entry = `${performance.timeOrigin} ${ways}`
  // What Next keeps in an entry goes along: without it, it would load the page anew.
  const state = { ...history.state, fonana: undefined, fonanaEntry: entry }
  if (replace) history.replaceState(state, '', href + url.hash)
  else history.pushState(state, '', href + url.hash)
  show({ href, kind: replace ? 'replace' : 'push', scroll: null, keepsScroll, hash: url.hash.slice(1) })
}

/** What is shown is found at another address from now on, also by a reload; on the screen it stays as it is. */
export function readdress(href: string): void {
  history.replaceState(history.state, '', href)
}

function onPop(event: PopStateEvent): void {
  event.stopImmediatePropagation()
  if (interceptor(event)) return
  const href = addressOf(location)
  scrolls.set(entry, window.scrollY)
  entry = (event.state as EntryState | null)?.fonanaEntry ?? ''
  const scroll = scrolls.get(entry) ?? null
  void arrive(href).then((isThere) => {
    if (isThere)
      show({ href, kind: 'pop', scroll, keepsScroll: href === move.href, hash: location.hash.slice(1) })
  })
}

/** Whether it is still wanted when everything is there. */
async function arrive(href: string): Promise<boolean> {
  ways += 1
  const way = ways
  const waiting = prepare(href)
  setUnderway(waiting !== null)
  if (waiting === null) return true
  const isWanted = () => way === ways
  try {
    await waiting
    return isWanted()
  } catch {
    if (!isWanted()) return false
    for (const listener of failures) listener()
    const outcome = await loadWhenServed({ load: () => prepare(href), isServing, isWanted })
    if (outcome === 'gone') location.assign(href)
    return outcome === 'there'
  } finally {
    if (isWanted()) setUnderway(false)
  }
}

function setUnderway(next: boolean): void {
  if (underway === next) return
  underway = next
  tell()
}

function show(next: Move): void {
  // It names the page that was loaded: whoever shares this one would share that. Only machines read it, on loading.
  document.querySelector('link[rel=canonical]')?.remove()
  move = next
  tell()
}

function tell(): void {
  for (const listener of listeners) listener()
}

function addressOf({ pathname, search }: { pathname: string; search: string }): string {
  return pathname + search
}
