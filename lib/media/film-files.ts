import type { MediaKind } from '@/lib/schema/media'
import { deleteImage } from './image-files'
import type { MediaStore } from './port'

/** What may be kept of film or sound: as it was sent, and what was made of it. */
const FILM_FILES = ['source', '480', '1080', 'sound'] as const
export type FilmFileName = (typeof FILM_FILES)[number]

/** Under which key it lies. What it is is in its row: the name says nothing. */
export function filmKey(id: string, name: FilmFileName): string {
  return `${id}.${name}.bin`
}

const EXTENSIONS: Record<string, string> = {
  'video/mp4': 'mp4',
  'video/quicktime': 'mov',
  'video/webm': 'webm',
  'video/x-matroska': 'mkv',
  'audio/mp4': 'm4a',
  'audio/mpeg': 'mp3',
  'audio/aac': 'aac',
  'audio/flac': 'flac',
  'audio/wav': 'wav',
  'audio/ogg': 'ogg',
  'audio/webm': 'webm',
}

/** By which people know what it is. */
export function extensionOf(mime: string): string {
  return EXTENSIONS[mime] ?? 'bin'
}

export function captionsKey(id: string, lang: string): string {
  return `${id}.${lang}.vtt`
}

/** Everything that may be kept under an id, of a picture or a poster too. What is not there is gone already. */
export async function deleteMedia(
  store: MediaStore,
  { id, mediaKind, captions }: { id: string; mediaKind: MediaKind; captions: readonly string[] },
): Promise<void> {
  await deleteImage(store, id)
  if (mediaKind === 'image') return
  await Promise.all([
    ...FILM_FILES.map((name) => store.delete(filmKey(id, name))),
    ...captions.map((lang) => store.delete(captionsKey(id, lang))),
  ])
}
