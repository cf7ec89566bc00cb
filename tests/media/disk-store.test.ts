import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '@/lib/db/ids'
import { DiskStore } from '@/lib/media/disk-store'
import { imageKey } from '@/lib/media/image-files'
import { runProcess } from '@/tests/support/processes/child'
import { describeStore } from './store-contract'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fonana-media-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the store on disk', () => {
  describeStore(() => new DiskStore(folder))

  it('finds the files that earlier versions have written, where they have written them', async () => {
    const id = newId()
    mkdirSync(join(folder, id.slice(-2)))
    for (const variant of ['original', 'preview'] as const) {
      writeFileSync(join(folder, id.slice(-2), `${id}.${variant}.webp`), variant)
      const stream = await new DiskStore(folder).get(imageKey(id, variant))
      expect(await new Response(stream).text()).toBe(variant)
    }
  })

  it('has a whole file at every moment, also when its process is killed in the middle', async () => {
    const [store, key] = [new DiskStore(folder), imageKey(newId(), 'original')]
    for (let kills = 0; kills < 3; kills += 1) {
      const writer = await runProcess('media-writer', [folder, key])
      await writer.printed(2 + kills)
      await writer.kill()
      const bytes = Buffer.from(await new Response(await store.get(key)).arrayBuffer())
      expect(bytes.length).toBe(8_000_000)
      expect(bytes.equals(Buffer.alloc(8_000_000, bytes[0]))).toBe(true)
    }
    await store.put(key, Buffer.from('after it'))
    expect(await store.size(key)).toBe(8)
    // Nor does anything stay of what was never finished.
    await store.delete(key)
    expect(
      readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()),
    ).toEqual([])
  })
})
