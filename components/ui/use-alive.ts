import { useSyncExternalStore } from 'react'

const never = () => () => {}

/** Whether the page has come to life: not on the server, nor while the browser takes over what the server has sent. */
export function useAlive(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}
