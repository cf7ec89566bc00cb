import { randomUUID } from 'node:crypto'
import { isAppError } from '@/lib/errors'
import type { MediaStore } from '@/lib/media/port'

/** What is put at one of the two places is at the other as well: they are two names of one. */
export class OnePlace extends Error {
  override name = 'OnePlace'
}

/** Addresses may differ and lead to the same bucket, folders by links to the same folder: so it is tried. */
export async function requireTwoPlaces({ from, to }: { from: MediaStore; to: MediaStore }): Promise<void> {
  const probe = `${randomUUID()}.probe`
  try {
    await to.put(probe, Buffer.from('probe'))
    if (await isThere(from, probe)) throw new OnePlace('both are names of the same place')
  } finally {
    await to.delete(probe)
  }
}

async function isThere(store: MediaStore, key: string): Promise<boolean> {
  try {
    await store.size(key)
    return true
  } catch (error) {
    if (isAppError(error) && error.code === 'not_found') return false
    throw error
  }
}
