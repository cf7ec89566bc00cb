import { join } from 'node:path'
import { type Config, ConfigError } from '@/lib/config'
import type { Log } from '@/lib/log'
import { DiskStore } from '@/lib/media/disk-store'
import { MovingStore } from '@/lib/media/moving-store'
import type { MediaStore } from '@/lib/media/port'
import { BucketStore } from '@/lib/media/s3/bucket-store'
import { BucketError } from '@/lib/media/s3/requests'
import type { StorageKeys, StoragePlace } from '@/lib/storage-place'

type StoreConfig = Pick<Config, 'dataDir' | 'storage' | 'storageFallback' | 'storageKeys'>

/** Where media lie on this machine. */
export function mediaFolder({ dataDir }: Pick<Config, 'dataDir'>): string {
  return join(dataDir, 'media')
}

/**
 * Opens what the settings name. Throws `ConfigError` where a store refuses them; one that does not answer may do so later,
 * and everything but media is there meanwhile.
 */
export async function openStore(config: StoreConfig, log: Log): Promise<MediaStore> {
  const open = async (setting: string, place: StoragePlace) => {
    const store = storeAt(place, config)
    if (store instanceof BucketStore) await requireAccepted(setting, store, log)
    return store
  }
  const store = await open('STORAGE_URL', config.storage)
  if (config.storageFallback === undefined) return store
  return new MovingStore(store, await open('STORAGE_FALLBACK', config.storageFallback))
}

export function storeAt(
  place: StoragePlace,
  { dataDir, storageKeys }: { dataDir: string; storageKeys: StorageKeys | undefined },
): MediaStore {
  if (place.kind === 'disk') return new DiskStore(mediaFolder({ dataDir }))
  if (storageKeys === undefined) throw new Error('a bucket is asked for with keys')
  return new BucketStore(place, storageKeys)
}

async function requireAccepted(setting: string, store: BucketStore, log: Log): Promise<void> {
  try {
    await store.check()
  } catch (error) {
    if (!(error instanceof BucketError)) throw error
    if (error.status > 0 && error.status < 500 && error.status !== 429)
      throw new ConfigError(whatIsWrong(setting, error))
    log.warn({ err: error, setting }, 'media are out of reach')
  }
}

function whatIsWrong(setting: string, { status, code }: BucketError): string {
  switch (code) {
    case 'NoSuchBucket':
      return `${setting}: there is no such bucket`
    case 'InvalidAccessKeyId':
      return 'AWS_ACCESS_KEY_ID: the store does not know it'
    case 'SignatureDoesNotMatch':
      return 'AWS_SECRET_ACCESS_KEY: it does not belong to AWS_ACCESS_KEY_ID'
    case 'AccessDenied':
      return `${setting}: these keys may not list the bucket`
    case 'AuthorizationHeaderMalformed':
    case 'PermanentRedirect':
      return `${setting}: the bucket is in another region`
    default:
      return `${setting}: the store refuses it: ${status} ${code}`
  }
}
