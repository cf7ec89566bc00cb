import { type Box, freePlace } from './free-place'

/** What can be pressed or written in. */
const CONTROLS = 'a[href], button, input, select, textarea, summary, label:has(input), [tabindex="0"]'

export interface Floating {
  element: HTMLElement
  /** Of several that float: lower ones have their place first. */
  rank: number
  /** It may as well lie at the lower end of the window, as far from it. */
  atEitherEnd: boolean
  /** Where there is no room it is not seen until there is. Else it lies at its own place then. */
  mayWait: boolean
}

interface Placed extends Floating {
  /** How far it was moved from its own place; null before it had one. */
  by: number | null
}

let floating: Placed[] = []

/**
 * Moves what floats over the page away from what can be pressed under it, and from each other, as little as need be: now,
 * and when the page has moved, changed or got another size. While something is being pressed nothing moves that was
 * there before: a press that ends elsewhere than it began is none. Its own place is that of its styles. Answers how it ends.
 */
export function float(what: Floating): () => void {
  const { element } = what
  const own: Placed = { ...what, by: null }
  if (floating.length === 0) follow()
  floating = [...floating, own].sort((one, other) => one.rank - other.rank)
  sizes?.observe(element)
  placeAll()
  return () => {
    element.style.translate = ''
    element.style.visibility = ''
    sizes?.unobserve(element)
    floating = floating.filter((other) => other !== own)
    if (floating.length === 0) stopFollowing()
    else placeAll()
  }
}

/** A press is over with its click, which may come so long after the finger has left. */
const CLICK_MS = 150

let isPressed = false
let release: ReturnType<typeof setTimeout> | undefined

function press(): void {
  clearTimeout(release)
  isPressed = true
}

function letGo(): void {
  clearTimeout(release)
  release = setTimeout(() => {
    isPressed = false
    placeAll()
  }, CLICK_MS)
}

let sizes: ResizeObserver | undefined
let changes: MutationObserver | undefined

function follow(): void {
  sizes = new ResizeObserver(placeAll)
  sizes.observe(document.body)
  changes = new MutationObserver(placeAll)
  changes.observe(document.body, { childList: true, subtree: true })
  addEventListener('resize', placeAll)
  addEventListener(atRest(), placeAll, { passive: true })
  addEventListener('pointerdown', press, { capture: true, passive: true })
  for (const end of ['pointerup', 'pointercancel'])
    addEventListener(end, letGo, { capture: true, passive: true })
}

function stopFollowing(): void {
  sizes?.disconnect()
  changes?.disconnect()
  removeEventListener('resize', placeAll)
  removeEventListener(atRest(), placeAll)
  removeEventListener('pointerdown', press, { capture: true })
  for (const end of ['pointerup', 'pointercancel']) removeEventListener(end, letGo, { capture: true })
  clearTimeout(release)
  isPressed = false
}

/** Where a browser does not say when the page has come to rest, it is followed. */
const atRest = () => ('onscrollend' in globalThis ? 'scrollend' : 'scroll')

function placeAll(): void {
  const window = { width: document.documentElement.clientWidth, height: innerHeight }
  const taken = controlsInSight()
  for (const one of floating) {
    const { x, y, width, height } = one.element.getBoundingClientRect()
    const size = { width, height }
    if (isPressed && one.by !== null) {
      taken.push({ x, y, ...size })
      continue
    }
    const own = { x, y: y - (one.by ?? 0) }
    const places = one.atEitherEnd
      ? ([own, { x, y: window.height - own.y - height }] as const)
      : ([own] as const)
    const free = freePlace(places, size, window, taken)
    const { y: top } = free ?? own
    one.by = top - own.y
    one.element.style.translate = `0 ${one.by}px`
    one.element.style.visibility = free === null && one.mayWait ? 'hidden' : ''
    taken.push({ x, y: top, ...size })
  }
}

/** Of the page, or of the dialog that is open. */
function controlsInSight(): Box[] {
  const within = [...document.querySelectorAll('dialog:modal')].at(-1) ?? document
  return [...within.querySelectorAll(CONTROLS)]
    .filter((control) => !floating.some(({ element }) => element.contains(control)))
    .filter((control) => control.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
    .map((control) => control.getBoundingClientRect())
    .filter(
      ({ width, height, top, bottom, left, right }) =>
        width > 1 && height > 1 && bottom > 0 && top < innerHeight && right > 0 && left < innerWidth,
    )
}
