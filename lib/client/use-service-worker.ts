'use client'

import { useEffect } from 'react'

/** Registers the service worker when the page has loaded: it is for the pages after this one. */
export function useServiceWorker(isOn: boolean): void {
  useEffect(() => {
    // Only on a safe address there is one.
    if (!isOn || !('serviceWorker' in navigator)) return
    // A browser that refuses, as some do in private windows, goes without.
    const register = () => void navigator.serviceWorker.register('/sw.js').catch(() => {})
    if (document.readyState === 'complete') return register()
    window.addEventListener('load', register, { once: true })
    return () => window.removeEventListener('load', register)
  }, [isOn])
}
