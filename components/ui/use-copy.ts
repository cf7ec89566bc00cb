'use client'

import { useState } from 'react'

export type Copied = 'none' | 'done' | 'refused'

/** Puts a text on the clipboard. Browsers refuse where the page is not served safely: then it has to be selected. */
export function useCopy(text: string): { copied: Copied; copy: () => Promise<Copied> } {
  // Of which text: another one is not copied yet.
  const [last, setLast] = useState<{ text: string; copied: Copied }>({ text, copied: 'none' })
  return {
    copied: last.text === text ? last.copied : 'none',
    async copy() {
      const copied = (await write(text)) ? 'done' : 'refused'
      setLast({ text, copied })
      return copied
    },
  }
}

/** The clipboard's own interface is not there on a page that is not served safely; the older one may be. */
async function write(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return writeBySelection(text)
  }
}

function writeBySelection(text: string): boolean {
  const before = document.activeElement
  const field = document.createElement('textarea')
  field.value = text
  field.readOnly = true
  field.className = 'sr-only'
  // In a dialog nothing outside of it can be selected.
  const place = document.querySelector('dialog:modal') ?? document.body
  place.append(field)
  field.select()
  const isCopied = document.execCommand('copy')
  field.remove()
  if (before instanceof HTMLElement) before.focus()
  return isCopied
}
