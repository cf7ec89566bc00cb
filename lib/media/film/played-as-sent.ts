import { type FileHandle, open } from 'node:fs/promises'
import { AppError } from '@/lib/errors'
import { containerOf, HEAD_BYTES } from './container'
import { type FilmFacts, notPlayable } from './facts'
import { requireModest } from './limits'
import { readMp3 } from './mp3'
import { readMp4 } from './mp4'

/** What is known of film or sound that every browser plays as it was sent, without decoding any of it. Throws `unsupported_media`. */
export async function readPlayable(path: string): Promise<FilmFacts> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    switch (containerOf(await readHead(file))) {
      case 'mp4':
        return requireModest(await readMp4(file, size))
      case 'mp3':
        return requireModest(await readMp3(file, size))
      case null:
        throw unknownKind()
      default:
        throw notPlayable()
    }
  } finally {
    await file.close()
  }
}

async function readHead(file: FileHandle): Promise<Buffer> {
  const head = Buffer.alloc(HEAD_BYTES)
  const { bytesRead } = await file.read(head, 0, HEAD_BYTES, 0)
  return head.subarray(0, bytesRead)
}

export async function headOf(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    return await readHead(file)
  } finally {
    await file.close()
  }
}

export function unknownKind(): AppError {
  return new AppError('unsupported_media', {
    reason: 'unknown_kind',
    detail:
      'Use an image (JPEG, PNG, WebP, AVIF, GIF), a film (MP4, MOV, WebM) or sound (MP3, M4A, WAV, FLAC, Ogg).',
  })
}
