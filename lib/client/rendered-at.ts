'use client'

import { createContext, useContext } from 'react'

/** When the server rendered the page, in ms; null where it does not say. */
const RenderedAtContext = createContext<number | null>(null)

export const RenderedAtProvider = RenderedAtContext

export function useRenderedAt(): number | null {
  return useContext(RenderedAtContext)
}
