'use client'

import { useRef } from 'react'

/**
 * Does nothing while what it began last is under way: the second press of a double click comes before the button is drawn
 * as one that waits. What goes wrong is told by whoever acts.
 */
export function useOneAtATime<A extends unknown[]>(
  act: (...args: A) => Promise<unknown>,
): (...args: A) => void {
  const isUnderWay = useRef(false)
  return (...args) => {
    if (isUnderWay.current) return
    isUnderWay.current = true
    const end = () => {
      isUnderWay.current = false
    }
    act(...args).then(end, end)
  }
}
