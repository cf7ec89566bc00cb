import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '@/lib/db/ids'
import { AppError } from '@/lib/errors'
import { DiskStore } from '@/lib/media/disk-store'
import { MoveJournal } from '@/lib/media/move/journal'
import { moveMedia } from '@/lib/media/move/move'
import { MovingStore } from '@/lib/media/moving-store'
import type { MediaStore } from '@/lib/media/port'
import { describeStore } from './store-contract'

let folder: string
let from: DiskStore
let to: DiskStore
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fonana-move-'))
  mkdirSync(join(folder, 'moving'))
  from = new DiskStore(join(folder, 'from'))
  to = new DiskStore(join(folder, 'to'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const newKey = () => `${newId()}.original.webp`
const textOf = async (store: MediaStore, key: string) => new Response(await store.get(key)).text()
const keysOf = async (store: MediaStore) => {
  const keys: string[] = []
  for await (const { key } of store.list()) keys.push(key)
  return keys.sort()
}

/** One run of the command, with what it knows of earlier ones. */
async function move({ removes = false, into = to as MediaStore, out = from as MediaStore } = {}) {
  const journal = await MoveJournal.open(join(folder, 'moving', 'journal.tsv'))
  try {
    return await moveMedia({ from: out, to: into, journal, folder: join(folder, 'moving'), removes })
  } finally {
    await journal.close()
  }
}

/** The store, but for what a test wants to be otherwise. */
function but(store: MediaStore, otherwise: Partial<MediaStore>): MediaStore {
  return new Proxy(store, {
    get: (target, name) => {
      const found = otherwise[name as keyof MediaStore] ?? target[name as keyof MediaStore]
      return typeof found === 'function' ? found.bind(target) : found
    },
  })
}

async function fill(count: number): Promise<string[]> {
  const keys = Array.from({ length: count }, newKey).sort()
  for (const key of keys) await from.put(key, Buffer.from(`what is at ${key}`))
  return keys
}

describe('a store from which media are being moved', () => {
  describeStore(() => new MovingStore(to, from))

  it('finds what is at either, also what is moved between two looks', async () => {
    const [old, late, fresh] = [newKey(), newKey(), newKey()]
    await from.put(old, Buffer.from('old'))
    await from.put(late, Buffer.from('late'))
    const looksLate = but(from, {
      async get(key, range) {
        await to.put(key, Buffer.from('late'))
        await from.delete(key)
        return from.get(key, range)
      },
    })
    const store = new MovingStore(to, looksLate)
    await store.put(fresh, Buffer.from('fresh'))
    expect(await textOf(store, late)).toBe('late')
    expect(await textOf(new MovingStore(to, from), old)).toBe('old')
    expect(await keysOf(from)).toEqual([old])
    expect(await keysOf(store)).toEqual([old, late, fresh].sort())
  })
})

describe('a move', () => {
  it('puts everything to the other place, once, and takes it away where it was only when it is told to', async () => {
    const keys = await fill(20)
    expect(await move()).toMatchObject({ files: 20, copied: 20, failed: [] })
    expect(await keysOf(to)).toEqual(keys)
    expect(await keysOf(from)).toEqual(keys)
    const never = () => Promise.reject(new Error('nothing has to be put'))
    expect(await move({ into: but(to, { putFile: never }) })).toMatchObject({ files: 20, copied: 0 })
    expect(await move({ removes: true, into: but(to, { putFile: never }) })).toMatchObject({ copied: 0 })
    expect(await keysOf(from)).toEqual([])
    for (const key of keys) expect(await textOf(to, key)).toBe(`what is at ${key}`)
    expect(readdirSync(join(folder, 'moving'))).toEqual(['journal.tsv'])
  })

  it('goes on where it was broken off, and puts nothing twice', async () => {
    const keys = await fill(12)
    let left = 5
    const failing = but(to, {
      async putFile(key, path) {
        left -= 1
        if (left < 0) throw new AppError('unavailable', { reason: 'storage' })
        await to.putFile(key, path)
      },
    })
    await expect(move({ into: failing, removes: true })).rejects.toMatchObject({ code: 'unavailable' })
    const there = await keysOf(to)
    expect(there).toHaveLength(5)
    // Each is somewhere at every moment.
    expect([...new Set([...there, ...(await keysOf(from))])].sort()).toEqual(keys)
    expect(await move({ removes: true })).toMatchObject({ copied: 7, failed: [] })
    expect(await keysOf(to)).toEqual(keys)
    expect(await keysOf(from)).toEqual([])
  })

  it('says which file was not read back as it was, and leaves it where it is', async () => {
    const [damaged = '', ...others] = await fill(3)
    const damaging = but(to, {
      putFile: (key, path) =>
        key === damaged ? to.put(key, Buffer.from(`WHAT is at ${key}`)) : to.putFile(key, path),
    })
    const moved = await move({ into: damaging, removes: true })
    expect(moved.failed).toEqual([{ key: damaged, reason: 'what was put there is not what was read' }])
    expect(await keysOf(from)).toEqual([damaged])
    expect(await move({ removes: true })).toMatchObject({ copied: 1, failed: [] })
    expect(await textOf(to, damaged)).toBe(`what is at ${damaged}`)
    expect(await keysOf(to)).toEqual([damaged, ...others])
  })

  it('refuses to move a place onto itself, by whatever names, and leaves it as it is', async () => {
    const keys = await fill(3)
    symlinkSync(join(folder, 'from'), join(folder, 'link'))
    const into = new DiskStore(join(folder, 'link'))
    await expect(move({ removes: true, into })).rejects.toMatchObject({ name: 'OnePlace' })
    expect(await keysOf(from)).toEqual(keys)
  })

  it('tries nothing on with a place that does not answer, and leaves nothing behind', async () => {
    const away = but(from, {
      size: () => Promise.reject(new AppError('unavailable', { reason: 'storage' })),
    })
    await expect(move({ removes: true, out: away })).rejects.toMatchObject({ code: 'unavailable' })
    expect(await keysOf(to)).toEqual([])
  })

  it('brings what was replaced since, or is replaced while it is copied, and not what is deleted', async () => {
    const [since = '', during = '', deleted = ''] = await fill(3)
    await move()
    const site = new MovingStore(to, from)
    await from.put(since, Buffer.from('since'))
    await from.put(during, Buffer.from('before'))
    await from.put(deleted, Buffer.from('before'))
    const once = new Set<string>()
    const meanwhile = but(to, {
      async putFile(key, path) {
        await to.putFile(key, path)
        if (once.has(key)) return
        once.add(key)
        if (key === during) {
          await site.put(key, Buffer.from('during'))
          // As it would be, had it been a moment later.
          await to.putFile(key, path)
        }
        if (key === deleted) await site.delete(key)
        if (key === deleted) await to.putFile(key, path)
      },
    })
    expect(await move({ into: meanwhile })).toMatchObject({ files: 2, failed: [] })
    expect(await textOf(to, since)).toBe('since')
    expect(await textOf(to, during)).toBe('during')
    expect(await keysOf(to)).toEqual([since, during].sort())
  })
})
