'use client'

import { useEffect, useState } from 'react'
import { keepDraft, openDraft } from './kept-drafts'

/** What this browser has kept under the name. Undefined until it was asked: the server cannot know. */
export function useKeptDraft<T>(name: string): T | null | undefined {
  const [kept, setKept] = useState<{ name: string; draft: T | null }>()
  useEffect(() => setKept({ name, draft: openDraft<T>(name) }), [name])
  return kept?.name === name ? kept.draft : undefined
}

/** Keeps what is being written, as it changes; null for nothing. Answers whether the browser has it. */
export function useKeepDraft(name: string | null, draft: unknown): boolean {
  const [isKept, setIsKept] = useState(true)
  useEffect(() => {
    if (name !== null) setIsKept(keepDraft(name, draft))
  }, [name, draft])
  return isKept
}
