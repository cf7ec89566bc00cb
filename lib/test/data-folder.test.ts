import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { ConfigError } from '@/lib/config'
import { openDatabase } from '@/lib/db/database'
import { readEvents, topPosition } from '@/lib/db/event-log'
import { FolderLockedError, lockFolder } from '@/lib/db/folder-lock'
import { runFixture } from './child'

describe('the embedded database’s folder', () => {
  const folders: string[] = []
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
  })
  const newFolder = () => {
    const folder = mkdtempSync(join(tmpdir(), 'fonana-folder-'))
    folders.push(folder)
    return folder
  }

  it('is for one process: the second is told in one line, until the first was killed and has lost nothing', async () => {
    const folder = newFolder()
    const holder = runFixture('database-holder', ['', folder, 'write'])
    await holder.printed(200)
    const second = openDatabase({ url: undefined, folder })
    await expect(second).rejects.toThrow(FolderLockedError)
    await expect(second).rejects.toThrow(
      `DATA_DIR: ${folder} is in use by process ${holder.process.pid}; stop it first or choose another folder`,
    )
    await holder.kill()

    const survivor = await openDatabase({ url: undefined, folder })
    const [creatorId, count] = holder.lines.at(-1)?.split(' ') ?? []
    const { offset } = await topPosition(survivor.read, `creator:${creatorId}`)
    expect(offset).toBeGreaterThanOrEqual(Number(count))
    expect(await readEvents(survivor.read, `creator:${creatorId}`, 0, offset)).toHaveLength(offset)
    await survivor.close()
  })

  it('is taken over from a process whose number another one has now', async () => {
    const folder = newFolder()
    writeFileSync(join(folder, 'lock'), JSON.stringify({ pid: process.pid, born: 'another boot/1' }))
    const unlock = await lockFolder(folder)
    await expect(lockFolder(folder)).rejects.toThrow(FolderLockedError)
    unlock()
    ;(await lockFolder(folder))()
  })

  it('is taken over by one of those who try at once, also when its lock holds nothing', async () => {
    for (const stale of [JSON.stringify({ pid: 2 ** 22 + 1, born: '' }), '', '{"pid"']) {
      const folder = newFolder()
      writeFileSync(join(folder, 'lock'), stale)
      const tries = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder)))
      expect(tries.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
    }
  })

  it('that cannot be made is a wrong setting', async () => {
    const file = join(newFolder(), 'file')
    writeFileSync(file, '')
    const failing = openDatabase({ url: undefined, folder: join(file, 'below') })
    await expect(failing).rejects.toThrow(ConfigError)
    await expect(failing).rejects.toThrow(/^DATA_DIR: .*cannot be written to/)
  })
})
