import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react'

const STEP = 1.5
const LARGEST = 6
const BY_DOUBLE_CLICK = 2.5
/** In pixels, by an arrow key. */
const PAN = 96

interface Point {
  x: number
  y: number
}

interface Zoom {
  /** 1: whole. */
  scale: number
  in: () => void
  out: () => void
  reset: () => void
  /** Moves what is larger than its place; answers whether it is. */
  pan: (key: string) => boolean
}

/**
 * Makes the picture in that box of a row larger; the box scrolls: by the wheel, a double click, and with what is called here. What lies
 * under the pointer stays there. A mouse drags it; fingers have what the browser gives them.
 */
export function useZoom(row: RefObject<HTMLElement | null>, box: RefObject<HTMLElement | null>): Zoom {
  const [scale, setScale] = useState(1)
  /** Brings what was under the pointer back there. */
  const keep = useRef<(() => void) | null>(null)

  function zoomTo(asked: number, at?: Point): void {
    const { current: element } = box
    const picture = element?.querySelector('img')
    if (!element || !picture) return
    const next = Math.min(LARGEST, Math.max(1, asked))
    const before = picture.getBoundingClientRect()
    const { x, y } = at ?? centreOf(element.getBoundingClientRect())
    const [partX, partY] = [(x - before.left) / before.width, (y - before.top) / before.height]
    keep.current = () => {
      const after = picture.getBoundingClientRect()
      element.scrollLeft += after.left + partX * after.width - x
      element.scrollTop += after.top + partY * after.height - y
    }
    setScale(next)
  }

  // Once it has its new size, and before it is seen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: by each change of the size
  useLayoutEffect(() => {
    keep.current?.()
    keep.current = null
  }, [scale])

  const onWheel = useEffectEvent((event: WheelEvent) => {
    // To the side it goes on to the next picture.
    if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) return
    event.preventDefault()
    zoomTo(scale * Math.exp(-event.deltaY / 400), { x: event.clientX, y: event.clientY })
  })
  const onDoubleClick = useEffectEvent(({ target, clientX, clientY }: MouseEvent) => {
    if (target instanceof HTMLImageElement)
      zoomTo(scale > 1 ? 1 : BY_DOUBLE_CLICK, { x: clientX, y: clientY })
  })
  const onPointerMove = useEffectEvent(({ pointerType, buttons, movementX, movementY }: PointerEvent) => {
    if (pointerType === 'mouse' && buttons === 1 && scale > 1)
      box.current?.scrollBy({ left: -movementX, top: -movementY, behavior: 'instant' })
  })

  useEffect(() => {
    const { current: element } = row
    if (element === null) return
    const stopping = new AbortController()
    const { signal } = stopping
    // React's own hears of the wheel too late to take it.
    element.addEventListener('wheel', onWheel, { passive: false, signal })
    element.addEventListener('dblclick', onDoubleClick, { signal })
    element.addEventListener('pointermove', onPointerMove, { signal })
    // Else the browser would drag the picture away.
    element.addEventListener('dragstart', (event) => event.preventDefault(), { signal })
    return () => stopping.abort()
  }, [row])

  return {
    scale,
    in: () => zoomTo(scale * STEP),
    out: () => zoomTo(scale / STEP),
    reset: () => setScale(1),
    pan(key) {
      const way = { ArrowLeft: [-PAN, 0], ArrowRight: [PAN, 0], ArrowUp: [0, -PAN], ArrowDown: [0, PAN] }[key]
      if (scale === 1 || way === undefined) return false
      box.current?.scrollBy({ left: way[0] ?? 0, top: way[1] ?? 0 })
      return true
    },
  }
}

const centreOf = ({ left, top, width, height }: DOMRect): Point => ({
  x: left + width / 2,
  y: top + height / 2,
})
