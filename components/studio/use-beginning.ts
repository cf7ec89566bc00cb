'use client'

import { useState } from 'react'
import { goBeside, keepDraft, readDraft } from '@/lib/client/kept-drafts'
import { useKeptDraft } from '@/lib/client/use-kept-draft'

/** What a form begins with. */
export interface Beginning<T> {
  /** For the form: with another one it begins again. */
  key: string
  /** Null for nothing; undefined until the browser was asked. */
  kept: T | null | undefined
  /** Without what was kept; answers how that is undone. */
  beginAnew: () => () => void
  /** Nothing of it is needed any more. */
  finish: () => void
}

/** A form begins with what this browser has kept of it under that name, until it is begun anew. */
export function useBeginning<T>(name: string): Beginning<T> {
  const found = useKeptDraft<T>(name)
  const [again, setAgain] = useState<{ name: string; count: number; kept: T | null }>()
  const kept = again?.name === name ? again.kept : found

  const begin = (next: T | null) => setAgain((last) => ({ name, count: (last?.count ?? 0) + 1, kept: next }))
  function finish() {
    keepDraft(name, null)
    begin(null)
  }
  function beginAnew() {
    const before = readDraft<T>(name)
    finish()
    return () => {
      // What was written since is not lost for it.
      if (readDraft(name) !== null) goBeside(name)
      keepDraft(name, before)
      begin(before)
    }
  }
  return { key: `${name} ${again?.count ?? 0} ${kept ? 'kept' : ''}`, kept, beginAnew, finish }
}
