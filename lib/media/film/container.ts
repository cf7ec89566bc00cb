import { brandOf } from '@/lib/media/formats/avif'

/** What film and sound may come in: a closed list, so that nothing is read that leads to other files, as playlists do. */
export type Container = 'mp4' | 'matroska' | 'mp3' | 'aac' | 'flac' | 'wav' | 'ogg'

/** As many bytes as it takes to tell. */
export const HEAD_BYTES = 64

/** With what a file of QuickTime may begin; newer ones begin with `ftyp`. */
const QUICKTIME: ReadonlySet<string> = new Set(['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip'])
const EBML = 0x1a45dfa3

/** By its first bytes, whatever it is called; null for what is none of these. */
export function containerOf(head: Buffer): Container | null {
  if (head.length < 12) return null
  const text = (from: number, to: number) => head.toString('latin1', from, to)
  if (QUICKTIME.has(text(4, 8))) return brandOf(head) === null ? 'mp4' : null
  if (head.readUInt32BE(0) === EBML) return 'matroska'
  if (text(0, 4) === 'fLaC') return 'flac'
  if (text(0, 4) === 'OggS') return 'ogg'
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WAVE') return 'wav'
  if (text(0, 3) === 'ID3') return 'mp3'
  // ISO/IEC 11172-3 and 13818-7: a frame of sound, whose layer is the third, or none in AAC.
  const [first = 0, second = 0] = head
  if (first !== 0xff || (second & 0xe0) !== 0xe0) return null
  const layer = (second >> 1) & 3
  if (layer === 1) return 'mp3'
  return layer === 0 && (second & 0xf0) === 0xf0 ? 'aac' : null
}
