import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { readIsoPicture } from './formats/avif'
import { requireAffordable, tooMuch } from './formats/cost'
import { notReadable } from './formats/facts'

/** Of processor time; below what a picture may take in all. */
const CPU_SECONDS_MAX = 15
const QUALITY = 95
/** Where a machine has its programs: this process is told no path. The second name is the older one. */
const PLACES = ['/usr/bin', '/usr/local/bin'].flatMap((folder) =>
  ['heif-dec', 'heif-convert'].map((name) => join(folder, name)),
)

/**
 * A program of libheif that makes JPEGs of what iPhones keep, where one is installed (Debian: `libheif-examples`): the codec
 * has patents on it, and comes with no library of ours. Null: there is none.
 */
export const heicConverter = PLACES.find((path) => existsSync(path)) ?? null

/** The picture as a JPEG, upright. Throws `unsupported_media`. For the worker, whose limits of memory hold for it too. */
export async function heicToJpeg(bytes: Buffer, converter: string): Promise<Buffer> {
  requireAffordable(readIsoPicture(bytes, 'HEIC'))
  const folder = await mkdtemp(join(tmpdir(), 'fonana-heic-'))
  try {
    const [sent, made] = [join(folder, 'sent.heic'), join(folder, 'made.jpg')]
    await writeFile(sent, bytes)
    const limited = `ulimit -t ${CPU_SECONDS_MAX}; exec "$0" "$@"`
    const words = [converter, '-q', String(QUALITY), sent, made]
    await promisify(execFile)('/bin/sh', ['-c', limited, ...words]).catch((error: { signal?: unknown }) => {
      throw error.signal ? tooMuch(error) : notReadable(error)
    })
    // Of several pictures in one file it numbers what it makes.
    const [first] = (await readdir(folder)).filter((name) => name.startsWith('made')).sort()
    if (first === undefined) throw notReadable()
    return await readFile(join(folder, first))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
