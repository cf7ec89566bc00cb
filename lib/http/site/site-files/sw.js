// The service worker of one build: `{build}` is filled in as it is served, so another build is another worker. It keeps
// the built files, whose names tell their content, and a page for who has no connection. Nothing else passes through it:
// no page, no data, no picture.
const KEPT = 'fonana-{build}'
const OFFLINE = '/offline'

self.addEventListener('install', (event) => event.waitUntil(install()))
self.addEventListener('activate', (event) => event.waitUntil(takeOver()))

self.addEventListener('fetch', (event) => {
  const { method, mode, url } = event.request
  const { origin, pathname } = new URL(url)
  if (method !== 'GET' || origin !== self.location.origin || pathname.startsWith('/api/')) return
  if (mode === 'navigate') event.respondWith(navigate(event))
  else if (pathname.startsWith('/_next/static/')) event.respondWith(built(event))
})

async function install() {
  const kept = await caches.open(KEPT)
  await kept.add(new Request(OFFLINE, { cache: 'reload', credentials: 'omit' }))
  await self.skipWaiting()
}

async function takeOver() {
  for (const name of await caches.keys())
    if (name.startsWith('fonana-') && name !== KEPT) await caches.delete(name)
  // The page is asked for while the worker wakes up.
  await self.registration.navigationPreload?.enable()
}

/** What a proxy says in place of a server that is not there. */
const NOBODY_THERE = new Set([502, 504])

async function navigate({ request, preloadResponse }) {
  const answer = await Promise.resolve(preloadResponse)
    .then((preloaded) => preloaded ?? fetch(request))
    .catch(() => null)
  if (answer !== null && !NOBODY_THERE.has(answer.status)) return answer
  const offline = await caches.match(OFFLINE, { cacheName: KEPT })
  return offline ?? answer ?? Response.error()
}

async function built(event) {
  const kept = await caches.open(KEPT)
  const found = await kept.match(event.request, { ignoreVary: true })
  if (found !== undefined) return found
  const answer = await fetch(event.request)
  // Whole and lasting; a full disk is no reason to go without.
  if (answer.status === 200 && answer.headers.get('cache-control')?.includes('immutable'))
    event.waitUntil(kept.put(event.request, answer.clone()).catch(() => {}))
  return answer
}
