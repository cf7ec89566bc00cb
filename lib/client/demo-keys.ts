import { toBase58 } from './base58'

const DATABASE = 'fonana-demo-wallet'
const STORE = 'keys'
const KEY_NAME = 'ed25519'

/** Where the key of the demo wallet is kept. */
export interface DemoKeys {
  /** Null when there is none yet. */
  load(): Promise<CryptoKeyPair | null>
  /** The one that is there, or a new one. */
  make(): Promise<CryptoKeyPair>
}

/** Kept by this browser in IndexedDB. */
export const browserKeys: DemoKeys = {
  load: () => inStore('readonly', (store) => store.get(KEY_NAME)),
  async make() {
    const fresh = await generateKey()
    // In one transaction, so that two tabs that begin at once get the same key.
    const kept = await inStore<CryptoKeyPair>('readwrite', (store) => {
      const existing = store.get(KEY_NAME)
      existing.onsuccess = () => {
        if (existing.result === undefined) store.put(fresh, KEY_NAME)
      }
      return existing
    })
    return kept ?? fresh
  },
}

/** Puts these in the place of what this browser kept: that is gone then. */
export async function replaceBrowserKeys(keys: CryptoKeyPair): Promise<void> {
  await inStore('readwrite', (store) => store.put(keys, KEY_NAME))
}

/** Extractable: it guards play money, and its user may carry it over to another browser. */
export async function generateKey(): Promise<CryptoKeyPair> {
  return (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as CryptoKeyPair
}

/** The public key, 32 bytes. */
export async function publicBytes({ publicKey }: CryptoKeyPair): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.exportKey('raw', publicKey))
}

/** The address of the wallet with these keys. */
export async function addressOf(keys: CryptoKeyPair): Promise<string> {
  return toBase58(await publicBytes(keys))
}

/** Browsers learned Ed25519 late, and only pages served safely have `crypto.subtle`. */
export async function canMakeKeys(): Promise<boolean> {
  if (typeof indexedDB === 'undefined' || globalThis.crypto?.subtle === undefined) return false
  return generateKey().then(
    () => true,
    () => false,
  )
}

/** Runs one request in a transaction of its own; resolves when that is complete. */
async function inStore<T>(
  mode: IDBTransactionMode,
  request: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T | null> {
  const database = await openDatabase()
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode)
      const running = request(transaction.objectStore(STORE))
      transaction.oncomplete = () => resolve(running.result ?? null)
      transaction.onerror = () => reject(transaction.error)
      transaction.onabort = () => reject(transaction.error)
    })
  } finally {
    database.close()
  }
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
