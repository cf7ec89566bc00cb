// In place of the service worker where there is to be none: takes away what it kept, and itself.
self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(goAway()))

async function goAway() {
  for (const name of await caches.keys()) if (name.startsWith('fonana-')) await caches.delete(name)
  await self.registration.unregister()
}
