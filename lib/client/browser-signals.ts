/** What a browser says that bears on a connection. */
export type Signal = 'online' | 'offline' | 'visible'

export interface Signals {
  isOnline(): boolean
  /** Returns the function that stops it. */
  listen(onSignal: (signal: Signal) => void): () => void
}

export const browserSignals: Signals = {
  isOnline: () => navigator.onLine,
  listen(onSignal) {
    const online = () => onSignal('online')
    const offline = () => onSignal('offline')
    const visible = () => {
      if (document.visibilityState === 'visible') onSignal('visible')
    }
    window.addEventListener('online', online)
    window.addEventListener('offline', offline)
    // A page that comes back from the back/forward cache has lost its socket without a word.
    window.addEventListener('pageshow', visible)
    document.addEventListener('visibilitychange', visible)
    return () => {
      window.removeEventListener('online', online)
      window.removeEventListener('offline', offline)
      window.removeEventListener('pageshow', visible)
      document.removeEventListener('visibilitychange', visible)
    }
  },
}
