'use client'

import { type RefObject, useLayoutEffect } from 'react'
import type { Floating } from './floating'

const load = () => import('./floating')

/** It is there before something floats, also when the connection is gone by then. */
export function warmFreePlaces(): void {
  load().catch(() => {})
}

/** Moves what floats over the page away from what can be pressed under it: `float`. */
export function useFreePlace(
  ref: RefObject<HTMLElement | null>,
  isShown: boolean,
  { rank, atEitherEnd = false, mayWait = false }: Pick<Floating, 'rank'> & Partial<Floating>,
): void {
  useLayoutEffect(() => {
    const { current: element } = ref
    if (element === null || !isShown) return
    let land: (() => void) | null = () => {}
    load().then(
      ({ float }) => {
        if (land !== null) land = float({ element, rank, atEitherEnd, mayWait })
      },
      // Then it lies at its own place.
      () => {},
    )
    return () => {
      land?.()
      land = null
    }
  }, [ref, isShown, rank, atEitherEnd, mayWait])
}
