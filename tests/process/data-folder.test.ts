import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { ConfigError } from '@/lib/config'
import { openDatabase } from '@/lib/db/database'
import { readEvents, topPosition } from '@/lib/db/event-log'
import { FolderLockedError, lockFolder } from '@/lib/db/folder-lock'
import { copyDatabase } from '@/tests/support/database/database-template'
import { runProcess } from '@/tests/support/processes/child'

/** As in a container: it sees its own processes alone. */
const CONTAINER = ['unshare', '--pid', '--fork', '--mount-proc', '--kill-child']
const HAS_NAMESPACES = spawnSync(CONTAINER[0] ?? '', [...CONTAINER.slice(1), 'true']).status === 0

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
    await copyDatabase(folder)
    const holder = await runProcess('database-holder', ['', folder, 'write'])
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

  it.skipIf(!HAS_NAMESPACES)('is for one process also among those that do not see each other', async () => {
    const folder = newFolder()
    await copyDatabase(folder)
    const holder = await runProcess('database-holder', ['', folder], {}, CONTAINER)
    await holder.printed(1)
    await expect(lockFolder(folder)).rejects.toThrow(/in use by process \d+ of another container or machine/)
    await holder.kill()

    const unlock = await lockFolder(folder)
    const second = await runProcess('database-holder', ['', folder, 'quietly'], {}, CONTAINER)
    await expect(second.printed(1)).rejects.toThrow('ended too early')
    await second.kill()
    unlock()
  })

  it('is free in a copy that was made while it was held', async () => {
    const folder = newFolder()
    const unlock = await lockFolder(folder)
    const copy = newFolder()
    execFileSync('cp', ['-a', `${folder}/.`, copy])
    const before = new Date(Date.now() - 60_000)
    utimesSync(join(copy, 'lock'), before, before)
    ;(await lockFolder(copy))()
    await expect(lockFolder(folder)).rejects.toThrow(FolderLockedError)
    unlock()
  })

  it('leaves nothing behind', async () => {
    const folder = newFolder()
    ;(await lockFolder(folder))()
    expect(readdirSync(folder)).toEqual([])
  })

  describe('from another machine', () => {
    const lock = (folder: string) => join(folder, 'lock')
    const foreign = { pid: 7, born: 'another boot/1', space: 'another boot/pid:[1]' }

    it('is held as long as its lock is written to', async () => {
      const folder = newFolder()
      writeFileSync(lock(folder), JSON.stringify(foreign))
      const taking = lockFolder(folder)
      const writing = setInterval(() => utimesSync(lock(folder), new Date(), new Date()), 50)
      await expect(taking).rejects.toThrow('in use by process 7 of another container or machine')
      clearInterval(writing)
    })

    it('is taken over when that was long ago', async () => {
      const folder = newFolder()
      writeFileSync(lock(folder), JSON.stringify(foreign))
      const before = new Date(Date.now() - 60_000)
      utimesSync(lock(folder), before, before)
      ;(await lockFolder(folder))()
    })
  })

  it('that cannot be made is a wrong setting', async () => {
    const file = join(newFolder(), 'file')
    writeFileSync(file, '')
    const failing = openDatabase({ url: undefined, folder: join(file, 'below') })
    await expect(failing).rejects.toThrow(ConfigError)
    await expect(failing).rejects.toThrow(/^DATA_DIR: .*cannot be written to/)
  })
})
