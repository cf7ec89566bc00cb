// Moves pictures, film and sound from one place to another while the site runs: `-- --to s3://bucket?…`, `-- --to disk`. Each
// file is read back where it was put. Nothing goes where it was before `--remove` is said. It may be broken off, and run
// again: then it goes on. It asks no database, so the site may be using the embedded one.
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Config, ConfigError, readConfig, requireStorageKeys } from '@/lib/config'
import { lockFolder } from '@/lib/db/folder-lock'
import { MoveJournal } from '@/lib/media/move/journal'
import { type MoveContext, type Moved, moveMedia } from '@/lib/media/move/move'
import { OnePlace } from '@/lib/media/move/two-places'
import { CommandRefusal } from '@/lib/process/command'
import { storeAt } from '@/lib/process/open-store'
import { tellExpected } from '@/lib/process/tell-expected'
import { isSamePlace, nameOfPlace, readStoragePlace, type StoragePlace } from '@/lib/storage-place'

const USAGE = 'npm run media:move -- --to s3://bucket?endpoint=… | --to disk [--remove]'
const SAY_EVERY_MS = 5_000

await tellExpected(async () => {
  const { to: address, remove } = readWords()
  const config = readConfig(process.env)
  const to = readPlace(address)
  // What is taken away would be missed by a site that does not read there yet.
  if (remove && !isSamePlace(config.storage, to))
    throw new CommandRefusal('--remove: only once STORAGE_URL is the place that is moved to')
  const from = otherPlace(config, to)
  const inBuckets = [to, from].some(({ kind }) => kind === 's3')
  const open = {
    dataDir: config.dataDir,
    storageKeys: inBuckets ? requireStorageKeys(process.env) : undefined,
  }
  const folder = join(config.dataDir, 'moving')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const unlock = await lockFolder(folder)
  try {
    // What one that was broken off has left.
    for (const name of readdirSync(folder)) if (name.endsWith('.part')) rmSync(join(folder, name))
    const journal = await MoveJournal.open(join(folder, journalName(from, to)))
    try {
      const moved = await moveBetweenTwo({
        from: storeAt(from, open),
        to: storeAt(to, open),
        journal,
        folder,
        removes: remove,
        done: sayNowAndThen(),
      })
      tell(moved)
      if (moved.failed.length > 0) process.exitCode = 1
      else console.log(whatIsNext(config, { address, from, to, remove }))
    } finally {
      await journal.close()
    }
  } finally {
    unlock()
  }
})

function readWords(): { to: string; remove: boolean } {
  try {
    const { to, remove = false } = parseArgs({
      options: { to: { type: 'string' }, remove: { type: 'boolean' } },
    }).values
    if (to !== undefined) return { to, remove }
  } catch {
    // Said below.
  }
  throw new CommandRefusal(USAGE)
}

function readPlace(address: string): StoragePlace {
  try {
    return readStoragePlace(address)
  } catch (error) {
    if (error instanceof RangeError) throw new CommandRefusal(`--to: ${error.message}`)
    throw error
  }
}

async function moveBetweenTwo(context: MoveContext): Promise<Moved> {
  try {
    return await moveMedia(context)
  } catch (error) {
    if (error instanceof OnePlace)
      throw new CommandRefusal('--to: is the place where media are already, by another name')
    throw error
  }
}

/** Where media are, or were: as the settings say, and where nothing is said on the disk. */
function otherPlace({ storage, storageFallback }: Config, to: StoragePlace): StoragePlace {
  const places: (StoragePlace | undefined)[] = [storageFallback, storage, { kind: 'disk' }]
  const other = places.find((place) => place !== undefined && !isSamePlace(place, to))
  if (other === undefined)
    throw new ConfigError('STORAGE_URL: names no bucket from which media could be moved to the disk')
  return other
}

function journalName(from: StoragePlace, to: StoragePlace): string {
  const places = `${nameOfPlace(from)} ${nameOfPlace(to)}`
  return `${createHash('sha256').update(places).digest('hex').slice(0, 16)}.tsv`
}

function sayNowAndThen(): (moved: Moved) => void {
  let saidAt = Date.now()
  return (moved) => {
    if (Date.now() - saidAt < SAY_EVERY_MS) return
    saidAt = Date.now()
    console.log(`${moved.files} files, ${moved.copied} of them copied`)
  }
}

function tell({ files, bytes, copied, failed }: Moved): void {
  for (const { key, reason } of failed) console.log(`not moved: ${key}: ${reason}`)
  console.log(
    `${files} files of ${bytes} bytes: ${copied} copied and read back, ${files - copied} were there already.`,
  )
}

interface Done {
  address: string
  from: StoragePlace
  to: StoragePlace
  remove: boolean
}

function whatIsNext({ storage }: Config, { address, from, to, remove }: Done): string {
  const old = from.kind === 'disk' ? 'disk' : '(what STORAGE_URL is now)'
  if (!isSamePlace(storage, to) && !remove)
    return `Next: start every process with STORAGE_URL=${address} and STORAGE_FALLBACK=${old}, if none has them yet, and run this again: what has been uploaded since goes there too.`
  if (!remove)
    return 'Next: once every process has been started with this STORAGE_URL, run this again with --remove: it takes away what has been moved where it was.'
  return 'Next: start every process without STORAGE_FALLBACK, when it suits.'
}
