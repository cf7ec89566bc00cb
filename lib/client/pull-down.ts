/** So far the sign has to come down, in pixels. */
const FAR = 64
const FARTHEST = 88
/** A finger goes further than what it pulls. */
const RESISTANCE = 0.45
/** From here on it is clear which way a finger goes. */
const DECIDED = 8

/**
 * Calls when the page is pulled down from its top. The sign follows the finger by `--pulled`, from 0 to 1 and a little
 * more; the browser's own pulling, which would load the page anew, is off meanwhile.
 */
export function followPulls(sign: HTMLElement, onPulled: () => void): () => void {
  const root = document.documentElement
  let start: { x: number; y: number } | null = null
  let pulled = 0

  function show(distance: number): void {
    pulled = distance
    sign.style.setProperty('--pulled', String(distance / FAR))
    sign.toggleAttribute('data-far', distance >= FAR)
  }

  function onStart({ touches, target }: TouchEvent): void {
    const [touch, ...others] = touches
    const isAtTop = root.scrollTop <= 0 && target instanceof Element && target.closest('dialog') === null
    start =
      touch !== undefined && others.length === 0 && isAtTop ? { x: touch.clientX, y: touch.clientY } : null
  }

  function onMove({ touches: [touch] }: TouchEvent): void {
    if (start === null || touch === undefined) return
    const [x, y] = [touch.clientX - start.x, touch.clientY - start.y]
    const isElsewhere = y < 0 || Math.abs(x) > y
    if (pulled === 0 && isElsewhere && Math.max(Math.abs(x), Math.abs(y)) > DECIDED) start = null
    else show(Math.max(0, Math.min(FARTHEST, (y - DECIDED) * RESISTANCE)))
  }

  function onEnd(): void {
    const isFar = start !== null && pulled >= FAR
    start = null
    if (pulled > 0) show(0)
    if (isFar) onPulled()
  }

  function onCancel(): void {
    start = null
    show(0)
  }

  const stopping = new AbortController()
  const options = { passive: true, signal: stopping.signal }
  document.addEventListener('touchstart', onStart, options)
  document.addEventListener('touchmove', onMove, options)
  document.addEventListener('touchend', onEnd, options)
  document.addEventListener('touchcancel', onCancel, options)
  root.style.overscrollBehaviorY = 'contain'
  return () => {
    stopping.abort()
    root.style.overscrollBehaviorY = ''
  }
}
