import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { newId } from '@/lib/db/ids'
import type { MediaStore } from '@/lib/media/port'

const newKey = () => `${newId()}.original.webp`

async function read(store: MediaStore, key: string, range?: { start: number; end: number }): Promise<Buffer> {
  return Buffer.from(await new Response(await store.get(key, range)).arrayBuffer())
}

/** What every store of media has to do, whatever it keeps them in. */
export function describeStore(open: () => MediaStore): void {
  describe('what was put', () => {
    it.each([0, 1, 100_000, 3_000_000])('is got as it was, with its size: %i bytes', async (size) => {
      const [store, key, bytes] = [open(), newKey(), randomBytes(size)]
      await store.put(key, bytes)
      expect(await store.size(key)).toBe(size)
      expect((await read(store, key)).equals(bytes)).toBe(true)
    })

    it.each([
      [0, 0],
      [0, 99],
      [500, 999],
      [999, 999],
      [0, 999],
    ])('is got in part, from byte %i to byte %i', async (start, end) => {
      const [store, key, bytes] = [open(), newKey(), randomBytes(1_000)]
      await store.put(key, bytes)
      expect((await read(store, key, { start, end })).equals(bytes.subarray(start, end + 1))).toBe(true)
    })

    it('is replaced by what is put there later, and kept apart from what has another key', async () => {
      const [store, key, other] = [open(), newKey(), newKey()]
      await store.put(key, Buffer.from('first, and longer'))
      await store.put(other, Buffer.from('other'))
      await store.put(key, Buffer.from('second'))
      expect(String(await read(store, key))).toBe('second')
      expect(String(await read(store, other))).toBe('other')
    })

    it('is still read to its end by who began before it was replaced or deleted', async () => {
      const [store, key, bytes] = [open(), newKey(), randomBytes(3_000_000)]
      await store.put(key, bytes)
      const streams = [await store.get(key), await store.get(key)]
      await store.put(key, Buffer.from('new'))
      await store.delete(key)
      for (const stream of streams) {
        const got = Buffer.from(await new Response(stream).arrayBuffer())
        expect(got.equals(bytes)).toBe(true)
      }
    })

    it('may be given up by its reader, and read again', async () => {
      const [store, key, bytes] = [open(), newKey(), randomBytes(3_000_000)]
      await store.put(key, bytes)
      const reader = (await store.get(key)).getReader()
      await reader.read()
      await reader.cancel()
      await (await store.get(key)).cancel()
      expect((await read(store, key)).equals(bytes)).toBe(true)
    })

    it('has an address for everybody, or none', async () => {
      const [store, key] = [open(), newKey()]
      await store.put(key, Buffer.from('x'))
      const address = store.publicUrl(key)
      expect(address === null || URL.canParse(address)).toBe(true)
    })
  })

  describe('what is not there', () => {
    it('is not found: never put, or deleted', async () => {
      const [store, never, deleted] = [open(), newKey(), newKey()]
      await store.put(deleted, Buffer.from('x'))
      await store.delete(deleted)
      for (const key of [never, deleted]) {
        await expect(store.get(key)).rejects.toMatchObject({ code: 'not_found' })
        await expect(store.get(key, { start: 0, end: 0 })).rejects.toMatchObject({ code: 'not_found' })
        await expect(store.size(key)).rejects.toMatchObject({ code: 'not_found' })
      }
    })

    it('can be deleted all the same, also twice', async () => {
      const [store, key] = [open(), newKey()]
      await store.delete(key)
      await store.put(key, Buffer.from('x'))
      await store.delete(key)
      await store.delete(key)
      await expect(store.size(key)).rejects.toMatchObject({ code: 'not_found' })
    })
  })
}
