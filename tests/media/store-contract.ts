import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { newId } from '@/lib/db/ids'
import type { MediaStore, StoredFile } from '@/lib/media/port'

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
      [0, 99],
      [1, 1],
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

    it('may come from a file, which stays', async () => {
      const [store, key, bytes] = [open(), newKey(), randomBytes(3_000_000)]
      const folder = await mkdtemp(join(tmpdir(), 'fonana-file-'))
      const path = join(folder, 'film')
      try {
        await writeFile(path, bytes)
        await store.put(key, Buffer.from('before'))
        await store.putFile(key, path)
        expect((await read(store, key)).equals(bytes)).toBe(true)
        expect((await readFile(path)).equals(bytes)).toBe(true)
      } finally {
        await rm(folder, { recursive: true })
      }
    })

    it('is whole, whoever puts it at the same time', async () => {
      const [store, key] = [open(), newKey()]
      const all = Array.from({ length: 8 }, () => randomBytes(100_000))
      await Promise.all(all.map((bytes) => store.put(key, bytes)))
      const kept = await read(store, key)
      expect(all.some((bytes) => bytes.equals(kept))).toBe(true)
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

    it('is there as a whole or not at all while it is being put', async () => {
      const [store, bytes] = [open(), randomBytes(1_000_000)]
      for (const key of Array.from({ length: 8 }, newKey)) {
        let isPut = false
        const putting = store.put(key, bytes).then(() => {
          isPut = true
        })
        while (!isPut) {
          const got = await read(store, key).catch((error: unknown) => {
            expect(error).toMatchObject({ code: 'not_found' })
            return null
          })
          expect(got === null || got.equals(bytes)).toBe(true)
        }
        await putting
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

    it('is in the list with its size, once, and with another version when something else was put', async () => {
      const [store, keys] = [open(), Array.from({ length: 12 }, newKey)]
      const list = async () => {
        const found = new Map<string, StoredFile>()
        for await (const file of store.list()) {
          expect(found.has(file.key)).toBe(false)
          found.set(file.key, file)
        }
        return found
      }
      for (const [size, key] of keys.entries()) await store.put(key, randomBytes(size + 1))
      const before = await list()
      expect(keys.map((key) => before.get(key)?.size)).toEqual(keys.map((_, index) => index + 1))
      const [first = '', second = '', third = ''] = keys
      await store.put(first, Buffer.from('x'))
      await store.delete(second)
      const after = await list()
      expect(after.get(first)?.version).not.toBe(before.get(first)?.version)
      expect(after.has(second)).toBe(false)
      expect(after.get(third)).toEqual(before.get(third))
      for (const beginning of [third, third.slice(0, 36), third.slice(0, 30)]) {
        const some: StoredFile[] = []
        for await (const file of store.list(beginning)) some.push(file)
        expect(some).toEqual([after.get(third)])
      }
    })

    it('is to be had at a signed address, whole and in part, or from us alone', async () => {
      const [store, key, bytes] = [open(), newKey(), randomBytes(100_000)]
      await store.put(key, bytes)
      const address = await store.signedUrl(key, { seconds: 60, mime: 'video/mp4' })
      if (address === null) return
      const whole = await fetch(address)
      expect([whole.status, whole.headers.get('content-type')]).toEqual([200, 'video/mp4'])
      expect(Buffer.from(await whole.arrayBuffer()).equals(bytes)).toBe(true)
      const part = await fetch(address, { headers: { range: 'bytes=10-99' } })
      expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 10-99/100000'])
      expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(10, 100))).toBe(true)
    })

    it('is in a store that answers', async () => {
      expect(await open().ready()).toBe(true)
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
