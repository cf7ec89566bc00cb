import { readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { WorkerProcess } from '@/lib/media/worker/process'
import { picture } from '@/tests/support/app/images'
import { runProcess } from '@/tests/support/processes/child'

const files: string[] = []
afterAll(() => Promise.all(files.map((file) => rm(file, { force: true }))))

async function fileOf(name: string, bytes: Uint8Array): Promise<string> {
  const file = join(tmpdir(), `fonana-worker-${process.pid}-${name}`)
  files.push(file)
  await writeFile(file, bytes)
  return file
}

function isAlive(pid: number | undefined): boolean {
  try {
    return process.kill(pid ?? 0, 0)
  } catch {
    return false
  }
}

describe('the process that decodes', () => {
  it('makes a picture, refuses what is none, and ends when it is told', async () => {
    const worker = new WorkerProcess()
    const good = await fileOf('good', await picture(1).png().toBuffer())
    const made = await worker.do({ kind: 'image', file: good })
    expect(made).toMatchObject({ image: { mime: 'image/webp', width: 320, height: 240 } })
    const bad = await fileOf('bad', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))
    await expect(worker.do({ kind: 'image', file: bad })).rejects.toMatchObject({
      code: 'unsupported_media',
      reason: 'unknown_kind',
    })
    // It has survived that.
    const original = 'image' in made ? made.image.original : Buffer.of()
    const remade = await worker.do({ kind: 'preview', original })
    const preview = 'preview' in remade ? remade.preview.preview : Buffer.of()
    expect(await sharp(preview).metadata()).toMatchObject({ width: 480, height: 360 })
    expect(await worker.do({ kind: 'variants', original, preview })).toMatchObject({
      variants: { variants: [{ width: 96 }], placeholder: 'preview' in remade && remade.preview.placeholder },
    })
    const marked = await worker.do({ kind: 'watermarked', original, text: '@ann' })
    expect(marked).toMatchObject({ watermarked: { variants: [{ width: 96 }] } })
    // The drawing that it reads for that is its own, and the only one.
    const drawing = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    await expect(worker.do({ kind: 'preview', original: drawing })).rejects.toMatchObject({
      code: 'unsupported_media',
    })
    const { pid } = worker
    expect(isAlive(pid)).toBe(true)
    await worker.end()
    expect(isAlive(pid)).toBe(false)
    expect(worker.alive).toBe(false)
  })

  it('knows nothing of the settings of the server', async () => {
    const worker = new WorkerProcess()
    const good = await fileOf('env', await picture(1).png().toBuffer())
    await worker.do({ kind: 'image', file: good })
    if (process.platform === 'linux') {
      const environment = await readFile(`/proc/${worker.pid}/environ`, 'latin1')
      const names = environment.split('\0').map((entry) => entry.split('=')[0])
      expect(names.filter((name) => !/^(NODE_|MALLOC_|PWD$|$)/.test(name ?? ''))).toEqual([])
      const limits = await readFile(`/proc/${worker.pid}/limits`, 'latin1')
      expect(limits).toMatch(/Max data size +603979776/)
    }
    await worker.end()
  })

  it('takes the picture that has ended it for one that cannot be used', async () => {
    const worker = new WorkerProcess()
    const file = await fileOf('killed', await picture(1).png().toBuffer())
    await worker.do({ kind: 'image', file })
    const huge = await fileOf(
      'huge',
      await sharp({ create: { width: 7000, height: 7000, channels: 3, background: 'red' } })
        .png()
        .toBuffer(),
    )
    const doing = worker.do({ kind: 'image', file: huge })
    process.kill(worker.pid ?? 0, 'SIGKILL')
    await expect(doing).rejects.toMatchObject({ code: 'unsupported_media' })
    expect(worker.alive).toBe(false)
  })

  it('goes with the server, however that ends', async () => {
    const server = await runProcess('picture-server', ['--import', 'tsx', 'lib/media/worker/main.ts'])
    await server.printed(1)
    const pid = Number(server.lines[0])
    expect(isAlive(pid)).toBe(true)
    await server.kill()
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 10_000 })
  })
})
