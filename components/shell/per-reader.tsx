'use client'

import { Fragment, type ReactNode, useEffect, useRef, useState } from 'react'
import { forgetSource } from '@/lib/client/page-source'
import { useMe } from '@/lib/client/use-me'
import { usePutAside } from '@/lib/client/use-put-aside'

/**
 * Everything below is one reader's: when they go, it begins anew, with what they typed and what was open. A visitor who
 * signs in stays where they are.
 */
export function PerReader({ children }: { children: ReactNode }) {
  const reader = useMe()?.id ?? null
  const [turn, setTurn] = useState({ reader, left: 0 })
  if (turn.reader !== reader) setTurn({ reader, left: turn.reader === null ? turn.left : turn.left + 1 })
  usePutAside()

  const before = useRef(reader)
  useEffect(() => {
    if (before.current !== reader) forgetSource()
    before.current = reader
  }, [reader])

  return <Fragment key={turn.left}>{children}</Fragment>
}
