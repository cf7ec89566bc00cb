'use client'

import { useState } from 'react'
import { useMe } from './use-me'

/** What the server rendered for who was signed in then; null once it is somebody else, or nobody. */
export function useRendered<T>(first: T | null): T | null {
  const userId = useMe()?.id ?? null
  const [renderedFor] = useState(userId)
  return renderedFor === userId ? first : null
}
