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

/** Where the browser keeps nothing: as long as the page lives. */
let unkept: CryptoKeyPair | null = null

/** Kept by this browser in IndexedDB. */
export const browserKeys: DemoKeys = {
  load: async () => unkept ?? (await loadKept().catch(() => null)),
  async make() {
    if (unkept !== null) return unkept
    const fresh = await generateKey()
    try {
      // In one transaction, so that two tabs that begin at once get the same key.
      const kept = await inStore('readwrite', (store) => {
        const existing = store.get(KEY_NAME)
        existing.onsuccess = () => {
          if (!isKeyPair(existing.result)) store.put(fresh, KEY_NAME)
        }
        return existing
      })
      return isKeyPair(kept) ? kept : fresh
    } catch {
      unkept = fresh
      return fresh
    }
  },
}

/** Puts these in the place of what this browser kept: that is gone then. */
export async function replaceBrowserKeys(keys: CryptoKeyPair): Promise<void> {
  try {
    await inStore('readwrite', (store) => store.put(keys, KEY_NAME))
    unkept = null
  } catch {
    unkept = keys
  }
}

async function loadKept(): Promise<CryptoKeyPair | null> {
  const kept = await inStore('readonly', (store) => store.get(KEY_NAME))
  return isKeyPair(kept) ? kept : null
}

/** A saved state of a browser, given to another one, has an empty object in the place of a key. */
function isKeyPair(kept: unknown): kept is CryptoKeyPair {
  return (
    typeof kept === 'object' &&
    kept !== null &&
    'publicKey' in kept &&
    'privateKey' in kept &&
    kept.publicKey instanceof CryptoKey &&
    kept.privateKey instanceof CryptoKey
  )
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
  if (globalThis.crypto?.subtle === undefined) return false
  return generateKey().then(
    () => true,
    () => false,
  )
}

/** Runs one request in a transaction of its own; resolves when that is complete. */
async function inStore<T>(
  mode: IDBTransactionMode,
  request: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await openDatabase()
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode)
      const running = request(transaction.objectStore(STORE))
      transaction.oncomplete = () => resolve(running.result)
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
