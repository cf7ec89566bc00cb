import {
  closeSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  truncateSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'

const FILE = 'journal.jsonl'

const Beginning = z.object({ version: z.literal(1), seed: z.base64(), startedAt: z.int() })
/** The first line: what makes this ledger itself. `seed` is secret, base64. */
export type Beginning = z.infer<typeof Beginning>

const Entry = z.object({ slot: z.string().regex(/^\d+$/), at: z.int(), bytes: z.base64() })
/** A signed transaction and when it was executed: milliseconds and the ledger's slot. `bytes` is base64. */
export type Entry = z.infer<typeof Entry>

/**
 * Everything the embedded ledger was told, in order: its whole state follows from executing it again.
 * An appended entry is with the operating system when `append` returns, so it outlives a killed process (not a
 * loss of power: nothing is fsynced, as in the embedded database).
 */
export interface Journal {
  beginning: Beginning
  /** What was there when it was opened. */
  entries: Entry[]
  /** Throws when it could not be written; then nothing of it is in the journal. */
  append(entry: Entry): void
  close(): void
}

/** Forgets everything with the process. */
export function memoryJournal(beginning: Beginning): Journal {
  return { beginning, entries: [], append: () => {}, close: () => {} }
}

/** Opens or begins the journal of a folder. Throws when a line is damaged or written by another version. */
export function openJournal(folder: string, begin: () => Beginning): Journal {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, FILE)
  const lines = readWholeLines(path)
  const [first, ...rest] = lines.map((line, index) => parseLine(line, `${path}, line ${index + 1}`))
  const beginning = Beginning.parse(first ?? begin())
  const entries = rest.map((line) => Entry.parse(line))

  const file = openSync(path, 'a', 0o600)
  let size = fstatSync(file).size
  const append = (line: unknown) => {
    // Its owner is one process (DATA_DIR is locked); a second writer would fork the history unnoticed.
    if (fstatSync(file).size !== size) throw new Error(`${path} is being written by another process`)
    const bytes = Buffer.from(`${JSON.stringify(line)}\n`)
    try {
      if (writeSync(file, bytes) !== bytes.length) throw new Error(`${path} could not be written`)
    } catch (error) {
      ftruncateSync(file, size)
      throw error
    }
    size += bytes.length
  }
  if (first === undefined) append(beginning)
  return { beginning, entries, append, close: () => closeSync(file) }
}

/** A process killed while writing leaves half a line at the end; it was never answered for, so it goes. */
function readWholeLines(path: string): string[] {
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
  const end = bytes.lastIndexOf('\n') + 1
  if (end < bytes.length) truncateSync(path, end)
  return bytes.subarray(0, end).toString('utf8').split('\n').slice(0, -1)
}

function parseLine(line: string, where: string): unknown {
  try {
    return JSON.parse(line)
  } catch (error) {
    throw new Error(`${where} is damaged`, { cause: error })
  }
}
