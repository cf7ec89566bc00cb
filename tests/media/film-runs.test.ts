import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { findFfmpeg } from '@/lib/media/film/ffmpeg/find'
import { type RunLimits, readNothing, readUpTo, runLimited, SAYING } from '@/lib/media/film/ffmpeg/run'
import { runProcess } from '@/tests/support/processes/child'

const commands = findFfmpeg(process.env.PATH ?? '')
const folder = mkdtempSync(join(tmpdir(), 'fonana-film-runs-'))
afterAll(() => rmSync(folder, { recursive: true }))

const LIMITS: RunLimits = { cpuSeconds: 60, wallMs: 600_000, memoryMib: 512, fileMib: 64 }
const IN_SH = ['/bin/sh', '-c'] as const

/** What a command ends with, in a word or two. */
function endOf(
  [command = '', ...args]: readonly string[],
  limits: Partial<RunLimits> = {},
  read: (stdout: Readable) => Promise<unknown> = readNothing,
): Promise<string> {
  return runLimited(command, args, { ...LIMITS, ...limits }, read).then(
    () => 'done',
    ({ code, reason }) => [code, reason].filter(Boolean).join(' '),
  )
}

describe('a command that film is given to', () => {
  it.each(['KILL', 'TERM', 'INT', 'HUP'])('and that SIG%s ends can be tried again', async (name) => {
    expect(await endOf([...IN_SH, `kill -${name} $$`])).toBe('unavailable')
  })

  it('that breaks down over it, or is over one of its limits, is not', async () => {
    for (const name of ['SEGV', 'XCPU', 'XFSZ'])
      expect(await endOf([...IN_SH, `kill -${name} $$`])).toBe('unsupported_media too_much')
    // In place of the shell: a child of its would stay when that is killed, and hold what it prints to.
    expect(await endOf([...IN_SH, 'exec sleep 600'], { wallMs: 1 })).toBe('unsupported_media too_much')
  })

  it('may be given longer than a timer can count', async () => {
    expect(await endOf([...IN_SH, 'exec cat /dev/null'], { wallMs: 2 ** 31 })).toBe('done')
  })

  it('that cannot be started says nothing of the film', async () => {
    await expect(runLimited('/no/such/command', [], LIMITS, readNothing)).rejects.toThrow('(127)')
  })

  // As the runs themselves find out.
  const canTie = spawnSync('/bin/sh', ['-c', 'setpriv --pdeathsig KILL true']).status === 0
  it.skipIf(!canTie)('ends with the process that has started it, also by kill -9', async () => {
    const parent = await runProcess('film-maker', [])
    await parent.printed(1)
    const pid = Number(parent.lines[0])
    expect(process.kill(pid, 0)).toBe(true)
    await parent.kill()
    await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'), { timeout: 20_000 })
  })
})

describe.skipIf(commands === null)('ffmpeg', () => {
  const ffmpeg = commands?.ffmpeg ?? ''
  const ENDLESS = [...SAYING, '-nostdin', '-nostats', '-y', '-f', 'lavfi', '-i', 'testsrc2=s=320x180:r=25']
  const RAW = ['-f', 'rawvideo', '-']

  it.each(['SIGTERM', 'SIGINT', 'SIGKILL'] as const)(
    'that %s ends in the middle can be tried again',
    async (name) => {
      const command = [...IN_SH, 'echo $$ && exec "$0" "$@"', ffmpeg, ...ENDLESS, ...RAW]
      const end = endOf(command, {}, async (stdout) => {
        let pid: number | null = null
        let isTold = false
        for await (const chunk of stdout as AsyncIterable<Buffer>) {
          // Its number comes first, then pictures.
          if (pid !== null && !isTold) isTold = process.kill(pid, name)
          pid ??= Number.parseInt(chunk.toString('latin1'), 10)
        }
      })
      expect(await end).toBe('unavailable')
    },
  )

  it('that is out of its processor time is not', async () => {
    expect(await endOf([ffmpeg, ...ENDLESS, '-f', 'null', '-'], { cpuSeconds: 1 })).toBe(
      'unsupported_media too_much',
    )
  })

  it('that writes more than it may is not', async () => {
    const path = join(folder, 'large')
    expect(await endOf([ffmpeg, ...ENDLESS, '-f', 'rawvideo', path], { fileMib: 1 })).toBe(
      'unsupported_media too_much',
    )
    expect(statSync(path).size).toBe(1024 ** 2)
  })

  it.skipIf(!existsSync('/dev/full'))('that finds the disk full can be tried again', async () => {
    expect(await endOf([ffmpeg, ...ENDLESS, '-t', '1', '-f', 'rawvideo', '/dev/full'])).toBe('unavailable')
    // It ends as if all was well where only the last does not fit.
    const few = ['-frames:v', '1', '-c:v', 'mjpeg', '-f', 'mjpeg', '/dev/full']
    expect(await endOf([ffmpeg, ...ENDLESS, ...few])).toBe('unavailable')
  })

  it('that cannot read it is not', async () => {
    const words = [...SAYING, '-f', 'mov', '-i', '/dev/null', ...RAW]
    expect(await endOf([ffmpeg, ...words], {}, readUpTo(10))).toBe('unsupported_media damaged')
  })
})
