import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BucketPlace, readStoragePlace, type StorageKeys } from '@/lib/storage-place'
import { type Child, runProcess } from '@/tests/support/processes/child'

/** Those that the server knows. */
export const BUCKET_KEYS: StorageKeys = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' }

export interface BucketServer {
  /** The value of `STORAGE_URL`. */
  address: string
  place: BucketPlace
  /** The settings with which an app keeps its media there. */
  env: Record<string, string>
  /** Ends it as a power cut would; what it keeps is there when it starts again, at the same port. */
  kill(): Promise<void>
  start(): Promise<void>
  /** For good. */
  remove(): Promise<void>
}

/** A real server that speaks S3, with an empty bucket, in a process of its own. */
export async function startBucketServer(): Promise<BucketServer> {
  const folder = mkdtempSync(join(tmpdir(), 'fonana-bucket-'))
  let running: Child
  let port = '0'
  const start = async () => {
    running = await runProcess('bucket-server', [port, folder, 'media'])
    await running.printed(1)
    port = running.lines[0] ?? ''
  }
  await start()
  const address = `s3://media?endpoint=http://127.0.0.1:${port}&pathStyle=1`
  return {
    address,
    place: readStoragePlace(address) as BucketPlace,
    env: {
      STORAGE_URL: address,
      AWS_ACCESS_KEY_ID: BUCKET_KEYS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: BUCKET_KEYS.secretAccessKey,
    },
    kill: () => running.kill(),
    start,
    async remove() {
      await running.kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
