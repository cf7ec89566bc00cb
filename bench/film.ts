// Prints what uploads of film cost others: the API's p99 with four uploads and a film that is made ready beside that without,
// and the memory of the server for an upload of 500 MB, whose hash is compared. Quote the ratio.
import { type ChildProcess, execFileSync, fork } from 'node:child_process'
import { createHash, type Hash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { findFfmpeg } from '../lib/media/film/ffmpeg/find'
import { type ApiUser, signInByScript } from '../tests/support/e2e/api'
import { type RunningServer, startServer } from '../tests/support/e2e/server'
import { upload } from './film/uploading'
import { machine, residentMegabytes } from './load'
import { quantileOf, quantiles } from './quantiles'

const LARGE_BYTES = 500 * 1024 ** 2
const SECONDS = 15
const EVERY_MS = 20
const UPLOADS = 4

const commands = findFfmpeg(process.env.PATH ?? '')
if (commands === null) throw new Error('ffmpeg is not there')
const folder = mkdtempSync(join(tmpdir(), 'fonana-bench-film-'))
const server = await startServer({ env: { RATE_LIMIT: 'off' } })
try {
  console.log(machine())
  const author = await signInByScript(server.url)
  await author.call('POST', '/api/me/creator', { handle: 'film', displayName: 'Film' })
  const large = makeFilm('large.mp4', 2)
  // Room behind the film, as an editor may leave it: a box of its own that says that it is free.
  appendFree(large, LARGE_BYTES - statSync(large).size)
  await memoryOf(server, author, large)
  await delays(server, author, large, makeFilm('busy.mp4', 120))
} finally {
  await server.stop()
  rmSync(server.dataDir, { recursive: true, force: true })
  rmSync(folder, { recursive: true, force: true })
}

function makeFilm(name: string, seconds: number): string {
  const path = join(folder, name)
  const input = ['-f', 'lavfi', '-i', `testsrc2=s=1280x720:r=25:d=${seconds}`]
  const codec = ['-c:v', 'mpeg4', '-q:v', '5']
  execFileSync(commands?.ffmpeg ?? '', ['-v', 'error', '-y', ...input, ...codec, path])
  return path
}

function appendFree(path: string, bytes: number): void {
  const at = statSync(path).size
  const head = Buffer.alloc(8)
  head.writeUInt32BE(bytes, 0)
  head.write('free', 4)
  execFileSync('dd', [`of=${path}`, 'oflag=append', 'conv=notrunc', 'status=none'], { input: head })
  truncateSync(path, at + bytes)
}

async function memoryOf({ url, pid }: RunningServer, author: ApiUser, path: string): Promise<void> {
  await sleep(2_000)
  const before = residentMegabytes(pid)
  let highest = before
  const watching = setInterval(() => {
    highest = Math.max(highest, residentMegabytes(pid))
  }, 25)
  const startedAt = performance.now()
  const id = await upload({ url, token: author.token }, path)
  const seconds = (performance.now() - startedAt) / 1_000
  await ready(author, id)
  clearInterval(watching)
  const served = await fetch(`${url}/api/media/${id}`, {
    headers: { authorization: `Bearer ${author.token}` },
  })
  const same = (await hashOf(served.body)) === (await hashOf(createReadStream(path)))
  console.log(
    `an upload of 500 MB in ${seconds.toFixed(1)} s: ${(highest - before).toFixed(0)} MB more memory at most`,
  )
  console.log(`what its owner is given back has the same hash: ${same}`)
}

async function hashOf(bytes: AsyncIterable<Uint8Array> | null): Promise<string> {
  const hash: Hash = createHash('sha256')
  for await (const chunk of bytes ?? []) hash.update(chunk)
  return hash.digest('hex')
}

/** `GET /api/me`, as often with as without. */
async function delays(server: RunningServer, author: ApiUser, large: string, busy: string): Promise<void> {
  await ask(author, 3)
  const quiet = await ask(author, SECONDS)
  await upload({ url: server.url, token: author.token }, busy)
  const senders = await startSenders(server, author, large)
  const loud = await ask(author, SECONDS)
  await endSenders(senders)
  console.log(`GET /api/me without: ${quantiles(quiet)}`)
  console.log(`with four uploads and a film that is made ready: ${quantiles(loud)}`)
  console.log(`p99, with to without: ${(quantileOf(loud, 0.99) / quantileOf(quiet, 0.99)).toFixed(2)}`)
}

/** In a process of their own, so that what they take is not measured as the server's delay. */
async function startSenders({ url }: RunningServer, { token }: ApiUser, path: string): Promise<ChildProcess> {
  const file = fileURLToPath(new URL('./film-senders.ts', import.meta.url))
  const senders = fork(file, [url, token, path, String(UPLOADS)], { execArgv: ['--import', 'tsx'] })
  await Promise.race([once(senders, 'message'), failedOn(senders)])
  return senders
}

/** Throws where one of their uploads was not taken: then there was less to measure than is said. */
async function endSenders(senders: ChildProcess): Promise<void> {
  if (senders.connected) senders.send('stop')
  if (senders.exitCode === null) await once(senders, 'exit')
  if (senders.exitCode !== 0) throw new Error(`the senders ended with ${senders.exitCode}`)
}

async function failedOn(senders: ChildProcess): Promise<never> {
  const [code] = await once(senders, 'exit')
  throw new Error(`the senders ended with ${code}`)
}

async function ask(author: ApiUser, seconds: number): Promise<number[]> {
  const took: number[] = []
  const underWay: Promise<void>[] = []
  for (const until = performance.now() + seconds * 1_000; performance.now() < until; await sleep(EVERY_MS)) {
    const startedAt = performance.now()
    underWay.push(author.call('GET', '/api/me').then(() => void took.push(performance.now() - startedAt)))
  }
  await Promise.all(underWay)
  return took
}

async function ready(author: ApiUser, id: string): Promise<void> {
  for (;;) {
    const { state } = await author.call<{ state: string }>('GET', `/api/media/${id}/status`)
    if (state !== 'processing') return
    await sleep(200)
  }
}
