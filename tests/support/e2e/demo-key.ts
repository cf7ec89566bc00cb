import type { Page } from '@playwright/test'

/** The key of the demo wallet in a browser, as JWK (RFC 8037): to be written to a file beside a storage state. */
export type DemoKey = JsonWebKey

interface Place {
  database: string
  store: string
  name: string
}

/** Where lib/client/wallets/demo-keys.ts keeps it. */
const PLACE: Place = { database: 'fonana-demo-wallet', store: 'keys', name: 'ed25519' }

/**
 * Reads the key from the browser of a page of the site; null when the demo wallet was never used there. A storage state
 * of Playwright cannot hold it: it writes keys down as empty objects.
 */
export function readDemoKey(page: Page): Promise<DemoKey | null> {
  return page.evaluate(async ({ database, store, name }) => {
    const opened = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(database, 1)
      request.onupgradeneeded = () => request.result.createObjectStore(store)
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
    const pair = await new Promise<CryptoKeyPair | undefined>((resolve, reject) => {
      const request = opened.transaction(store).objectStore(store).get(name)
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
    opened.close()
    return pair === undefined ? null : crypto.subtle.exportKey('jwk', pair.privateKey)
  }, PLACE)
}

/** Makes it the key of the demo wallet in the browser of a page of the site, in the place of what is there. */
export async function giveDemoKey(page: Page, key: DemoKey): Promise<void> {
  await page.evaluate(
    async ({ place: { database, store, name }, key }) => {
      const pair = {
        privateKey: await crypto.subtle.importKey('jwk', key, 'Ed25519', true, ['sign']),
        publicKey: await crypto.subtle.importKey(
          'jwk',
          { kty: key.kty, crv: key.crv, x: key.x } as JsonWebKey,
          'Ed25519',
          true,
          ['verify'],
        ),
      }
      const opened = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(database, 1)
        request.onupgradeneeded = () => request.result.createObjectStore(store)
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
      await new Promise<void>((resolve, reject) => {
        const transaction = opened.transaction(store, 'readwrite')
        transaction.objectStore(store).put(pair, name)
        transaction.oncomplete = () => resolve()
        transaction.onerror = () => reject(transaction.error)
      })
      opened.close()
    },
    { place: PLACE, key },
  )
}
