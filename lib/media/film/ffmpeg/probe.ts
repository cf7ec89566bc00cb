import * as z from 'zod'
import { type Container, containerOf } from '@/lib/media/film/container'
import { damagedFilm, type FilmFacts, refused } from '@/lib/media/film/facts'
import { headOf, unknownKind } from '@/lib/media/film/played-as-sent'
import type { Commands } from './find'
import { type RunLimits, readUpTo, runLimited, SAYING } from './run'

/** To look at one, whatever it is: most take a tenth of it. Nothing is written. */
const LIMITS: RunLimits = { cpuSeconds: 2, wallMs: 15_000, memoryMib: 96, fileMib: 0 }
/** Decoding its first picture takes some pictures’ room. */
const BYTES_PER_PIXEL = 14
const PRINTED_MAX = 256 * 1024

const DEMUXERS: Record<Container, string> = {
  mp4: 'mov',
  matroska: 'matroska',
  mp3: 'mp3',
  aac: 'aac',
  flac: 'flac',
  wav: 'wav',
  ogg: 'ogg',
}

/** What is decoded: a closed list, so that what nobody sends is not there to be broken. */
const FILM_CODECS: ReadonlySet<string> = new Set([
  ...['h264', 'hevc', 'vp8', 'vp9', 'av1', 'mpeg4', 'prores', 'mjpeg', 'mpeg2video'],
])
const SOUND_CODECS = /^(aac|mp3|opus|vorbis|flac|alac|ac3|eac3|pcm_(s|u|f)\d+(le|be)?)$/

/** Only that file, read as what it is: whatever it says, nothing else is opened. */
export function inputOf(path: string, container: Container): string[] {
  return ['-f', DEMUXERS[container], '-protocol_whitelist', 'file', '-i', `file:${path}`]
}

const Stream = z.object({
  codec_type: z.string().optional(),
  codec_name: z.string().optional(),
  profile: z.string().optional(),
  pix_fmt: z.string().optional(),
  width: z.int().optional(),
  height: z.int().optional(),
  sample_aspect_ratio: z.string().optional(),
  bit_rate: z.coerce.number().optional(),
  duration: z.coerce.number().optional(),
  disposition: z.object({ attached_pic: z.number() }).partial().optional(),
  tags: z.object({ rotate: z.coerce.number() }).partial().catch({}).optional(),
  side_data_list: z.array(z.object({ rotation: z.number() }).partial()).optional(),
})
type Stream = z.infer<typeof Stream>

const Probe = z.object({
  streams: z.array(Stream).default([]),
  format: z.object({ duration: z.coerce.number(), bit_rate: z.coerce.number() }).partial().default({}),
})

/** Throws `unsupported_media` for what is none of ours, or cannot be decoded from its beginning. */
export async function probe({ ffprobe }: Commands, path: string): Promise<FilmFacts> {
  const container = containerOf(await headOf(path))
  if (container === null) throw unknownKind()
  const args = [...SAYING, '-of', 'json', '-show_format', '-show_streams', ...inputOf(path, container)]
  const printed = await runLimited(ffprobe, args, LIMITS, readUpTo(PRINTED_MAX))
  const { streams, format } = readProbe(printed)
  // A cover of a record is no film.
  const film = streams.find((one) => one.codec_type === 'video' && one.disposition?.attached_pic !== 1)
  const sound = streams.find((one) => one.codec_type === 'audio')
  const isUnknown =
    (film !== undefined && !FILM_CODECS.has(film.codec_name ?? '')) ||
    (sound !== undefined && !SOUND_CODECS.test(sound.codec_name ?? ''))
  if (isUnknown)
    throw refused('not_playable', 'Save it as MP4 with H.264 and AAC, or as MP3, and choose that.')
  if (film === undefined && sound === undefined) throw damagedFilm()
  const seconds = format.duration ?? film?.duration ?? sound?.duration ?? 0
  const shape = film === undefined ? { width: 0, height: 0 } : shapeOf(film)
  if (!(seconds > 0) || (film !== undefined && shape.width * shape.height === 0)) throw damagedFilm()
  return {
    kind: film === undefined ? 'audio' : 'video',
    container,
    mime: mimeOf(container, film === undefined),
    ...shape,
    durationMs: Math.max(1, Math.round(seconds * 1_000)),
    isForWeb: isForWeb(container, film, sound, format.bit_rate ?? 0),
  }
}

function readProbe(printed: Buffer): z.infer<typeof Probe> {
  try {
    return Probe.parse(JSON.parse(printed.toString()))
  } catch (error) {
    throw damagedFilm(error)
  }
}

/** Decodes a moment of it. Throws `unsupported_media` where nothing comes of that. */
export async function requireDecodable(
  { ffmpeg }: Commands,
  path: string,
  { kind, container, width, height }: FilmFacts,
): Promise<void> {
  const output =
    kind === 'video'
      ? ['-map', '0:v:0', '-frames:v', '1', '-vf', 'scale=16:16', '-pix_fmt', 'gray', '-f', 'rawvideo', '-']
      : ['-map', '0:a:0', '-t', '0.2', '-ac', '1', '-ar', '8000', '-f', 's16le', '-']
  const args = [...SAYING, '-nostdin', '-nostats', '-threads', '1', ...inputOf(path, container), ...output]
  const memoryMib = LIMITS.memoryMib + Math.ceil((width * height * BYTES_PER_PIXEL) / 1024 ** 2)
  const decoded = await runLimited(ffmpeg, args, { ...LIMITS, memoryMib }, readUpTo(PRINTED_MAX))
  if (decoded.length === 0) throw damagedFilm()
}

/** As it is shown: upright, with square pixels. */
function shapeOf({ width = 0, height = 0, ...stream }: Stream): { width: number; height: number } {
  const [across = 1, down = 1] = (stream.sample_aspect_ratio ?? '1:1').split(':').map(Number)
  const isSquare = !(across > 0) || !(down > 0)
  const shown = { width: isSquare ? width : Math.round((width * across) / down), height }
  const turned = stream.side_data_list?.find(({ rotation }) => rotation !== undefined)?.rotation
  const isTurned = Math.abs((turned ?? stream.tags?.rotate ?? 0) % 180) === 90
  return isTurned ? { width: shown.height, height: shown.width } : shown
}

/** More than this is more than a phone’s line, and its screen, are good for. */
const FILM_BITS_MAX = 8_000_000
const SOUND_BITS_MAX = 320_000

function isForWeb(
  container: Container,
  film: Stream | undefined,
  sound: Stream | undefined,
  bitRate: number,
): boolean {
  if (film === undefined) {
    const isKnown = sound?.codec_name === 'aac' || (sound?.codec_name === 'mp3' && container === 'mp3')
    return isKnown && (sound?.bit_rate ?? bitRate) <= SOUND_BITS_MAX
  }
  const isTurned =
    film.side_data_list?.some(({ rotation }) => (rotation ?? 0) !== 0) || (film.tags?.rotate ?? 0) !== 0
  const isSquare = /^(1:1|0:1)$/.test(film.sample_aspect_ratio ?? '1:1')
  return (
    film.codec_name === 'h264' &&
    film.pix_fmt === 'yuv420p' &&
    (sound === undefined || sound.codec_name === 'aac') &&
    !isTurned &&
    isSquare &&
    bitRate > 0 &&
    bitRate <= FILM_BITS_MAX
  )
}

function mimeOf(container: Container, isSound: boolean): string {
  switch (container) {
    case 'mp4':
      return isSound ? 'audio/mp4' : 'video/mp4'
    case 'matroska':
      return isSound ? 'audio/x-matroska' : 'video/x-matroska'
    case 'mp3':
      return 'audio/mpeg'
    case 'ogg':
      return isSound ? 'audio/ogg' : 'video/ogg'
    default:
      return `audio/${container}`
  }
}
