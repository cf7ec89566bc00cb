'use client'

import { type DragEvent, useEffect, useRef, useState } from 'react'

/** The type of what is dragged: files that come from outside are none of it. */
const DRAGGED = 'application/x-fonana-place'

export const moveButtonId = (key: string, step: -1 | 1) => `move-${key}-${step === 1 ? 'later' : 'earlier'}`

interface Moved {
  number: number
  count: number
}

interface Ordering {
  /** Puts it there, on the screen. */
  move: (key: string, to: number) => void
  /** A move is over: by its button at once, by dragging when it is let go. */
  onMoved?: () => void
}

/** Pictures, and whatever else has an order, are put in order by dragging, or by the buttons on them. */
export function useOrder(items: readonly { key: string }[], { move, onMoved }: Ordering) {
  const dragged = useRef<string | null>(null)
  const [moved, setMoved] = useState<Moved | null>(null)
  /** The button that was pressed has gone with its item: so does the focus. */
  const followed = useRef<{ key: string; step: -1 | 1 } | null>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: asked when the items have changed their places
  useEffect(() => {
    const pressed = followed.current
    if (pressed === null) return
    followed.current = null
    const { key, step } = pressed
    const button =
      document.getElementById(moveButtonId(key, step)) ??
      document.getElementById(moveButtonId(key, step === 1 ? -1 : 1))
    button?.focus()
  }, [items])

  function put(key: string, to: number) {
    move(key, to)
    setMoved({ number: to + 1, count: items.length })
  }

  return {
    moved,
    move(key: string, to: number) {
      followed.current = { key, step: items.findIndex((item) => item.key === key) < to ? 1 : -1 }
      put(key, to)
      onMoved?.()
    },
    /** Of each item in the list. */
    handlers: (key: string, place: number) => ({
      draggable: true,
      onDragStart(event: DragEvent) {
        dragged.current = key
        event.dataTransfer.effectAllowed = 'move'
        event.dataTransfer.setData(DRAGGED, key)
      },
      onDragOver(event: DragEvent) {
        if (dragged.current === null) return
        event.preventDefault()
        if (dragged.current !== key) put(dragged.current, place)
      },
      onDrop(event: DragEvent) {
        if (dragged.current !== null) event.preventDefault()
      },
      onDragEnd() {
        if (dragged.current !== null) onMoved?.()
        dragged.current = null
      },
    }),
  }
}
