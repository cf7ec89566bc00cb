import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { clearUploads } from './clear-uploads'

it('takes away what a process has left behind, and not what another one is receiving', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'fonana-uploads-'))
  for (const name of ['old', 'new']) await writeFile(join(folder, name), 'half a picture')
  const twoHoursAgo = new Date(Date.now() - 2 * 60 * 60 * 1_000)
  await utimes(join(folder, 'old'), twoHoursAgo, twoHoursAgo)
  await clearUploads(folder)
  expect(await readdir(folder)).toEqual(['new'])
  await clearUploads(join(folder, 'none'))
  await rm(folder, { recursive: true })
})
