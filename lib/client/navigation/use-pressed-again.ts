'use client'

import { useEffect, useEffectEvent, useRef } from 'react'
import { useMove } from './use-place'

/** Calls when the link of the page that is open is pressed once more: it leads to its top, and asks for what is new. */
export function usePressedAgain(then: () => void): void {
  const move = useMove()
  const seen = useRef(move)
  const call = useEffectEvent(then)
  useEffect(() => {
    const before = seen.current
    seen.current = move
    const isSame = move !== null && move !== before && move.href === before?.href
    if (isSame && move.kind === 'replace' && move.hash === '') call()
  }, [move])
}
