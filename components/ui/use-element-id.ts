import { useId } from 'react'
import { useAlive } from './use-alive'

/**
 * An id for what another element names. None until the page has come to life: where in a page an element stands, which
 * is what React's ids are made of, is not the same on the server.
 */
export function useElementId(): string | undefined {
  const id = useId()
  return useAlive() ? id : undefined
}
