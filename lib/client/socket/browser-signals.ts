/** What a browser says that bears on a connection. `left`: the page is put aside or ends; `back`: it is taken up again. */
export type Signal = 'online' | 'offline' | 'visible' | 'left' | 'back'

export interface Signals {
  isOnline(): boolean
  isVisible(): boolean
  /** Returns the function that stops it. */
  listen(onSignal: (signal: Signal) => void): () => void
}

export const browserSignals: Signals = {
  isOnline: () => navigator.onLine,
  isVisible: () => document.visibilityState === 'visible',
  listen(onSignal) {
    const stops = [
      on(window, 'online', () => onSignal('online')),
      on(window, 'offline', () => onSignal('offline')),
      on(document, 'visibilitychange', () => {
        if (document.visibilityState === 'visible') onSignal('visible')
      }),
      on(window, 'pagehide', () => onSignal('left')),
      // Out of the back/forward cache, which keeps only pages without locks and connections.
      on(window, 'pageshow', (event) => {
        if ((event as PageTransitionEvent).persisted) onSignal('back')
      }),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  },
}

function on(target: EventTarget, name: string, listener: (event: Event) => void): () => void {
  target.addEventListener(name, listener)
  return () => target.removeEventListener(name, listener)
}
