'use client'

import { type PointerEvent, useRef } from 'react'
import type { Focus } from '@/lib/schema/focus'
import { LIMITS } from '@/lib/schema/limits'

const MIDDLE: Focus = { x: 500, y: 500 }

/** Moves a picture that fills its frame under the pointer: as far as it reaches beyond the frame. */
export function useFocusDrag(focus: Focus | null, onFocus: (focus: Focus) => void) {
  const from = useRef<{ x: number; y: number; focus: Focus } | null>(null)

  function onPointerDown(event: PointerEvent<HTMLImageElement>) {
    if (event.button !== 0) return
    event.preventDefault()
    event.currentTarget.setPointerCapture(event.pointerId)
    from.current = { x: event.clientX, y: event.clientY, focus: focus ?? MIDDLE }
  }

  function onPointerMove(event: PointerEvent<HTMLImageElement>) {
    if (from.current === null) return
    const { naturalWidth, naturalHeight, clientWidth, clientHeight } = event.currentTarget
    const { zoom } = { zoom: LIMITS.zoomMin, ...from.current.focus }
    const scale = (Math.max(clientWidth / naturalWidth, clientHeight / naturalHeight) * zoom) / LIMITS.zoomMin
    const moved = (start: number, by: number, beyond: number) =>
      // Less than a pixel is none.
      beyond < 1 ? start : Math.round(Math.min(1000, Math.max(0, start - (by / beyond) * 1000)))
    const { x, y, focus: start } = from.current
    onFocus({
      ...start,
      x: moved(start.x, event.clientX - x, naturalWidth * scale - clientWidth),
      y: moved(start.y, event.clientY - y, naturalHeight * scale - clientHeight),
    })
  }

  function onPointerUp() {
    from.current = null
  }

  return { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: onPointerUp }
}
