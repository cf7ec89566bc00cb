'use client'

import { useState } from 'react'
import { copyText } from './copy-text'

export type Copied = 'none' | 'done' | 'refused'

/** Puts a text on the clipboard. Browsers refuse where the page is not served safely: then it has to be selected. */
export function useCopy(text: string): { copied: Copied; copy: () => Promise<Copied> } {
  // Of which text: another one is not copied yet.
  const [last, setLast] = useState<{ text: string; copied: Copied }>({ text, copied: 'none' })
  return {
    copied: last.text === text ? last.copied : 'none',
    async copy() {
      const copied = (await copyText(text)) ? 'done' : 'refused'
      setLast({ text, copied })
      return copied
    },
  }
}
