import { stat } from 'node:fs/promises'
import { cpus } from 'node:os'
import type { Readable } from 'node:stream'
import type { FilmFacts } from '@/lib/media/film/facts'
import { requireModest } from '@/lib/media/film/limits'
import type { FilmSource, Films, PlannedFile } from '@/lib/media/films'
import { FILM_LINES } from '@/lib/schema/media'
import type { Commands } from './find'
import { inputOf, probe, requireDecodable } from './probe'
import { type RunLimits, readNothing, runLimited, SAYING } from './run'
import { LOUDNESS_HERTZ, Loudness } from './waveform'

/** One core is left to whoever is served. */
const THREADS = String(Math.max(1, cpus().length - 1))
const MEMORY_MIB = 1_536
/** A second of film takes some seconds of a slow core. */
const CPU_PER_SECOND = 40
const CPU_AT_LEAST = 120
const WALL_PER_CPU_MS = 4_000
/** Film in its largest size with its sound. */
const OUTPUT_BITS_MAX = 6_200_000
const FILE_MIB_AT_LEAST = 64
/** The longer side of a still. */
const STILL_EDGE = 1_600
const STILL_SECONDS_MAX = 30
/** So many pictures are looked at for the one that is most like the others. */
const STILL_OF = 24

/** By the machine’s `ffmpeg`: one command at a time does one thing, within limits. */
export class FfmpegFilms implements Films {
  readonly #commands: Commands

  constructor(commands: Commands) {
    this.#commands = commands
  }

  async inspect(path: string): Promise<FilmFacts> {
    const facts = requireModest(await probe(this.#commands, path))
    await requireDecodable(this.#commands, path, facts)
    return facts
  }

  plan(facts: FilmFacts): PlannedFile[] {
    return facts.kind === 'audio' ? [planSound(facts)] : planFilm(facts)
  }

  async make(source: FilmSource, file: PlannedFile, into: string, signal: AbortSignal): Promise<void> {
    const streams = ['-sn', '-dn', '-map_metadata', '-1', '-map_chapters', '-1']
    const output = source.facts.kind === 'audio' ? soundArgs(file) : filmArgs(file)
    await this.#run(['-threads', THREADS], source, [...streams, ...output, `file:${into}`], signal)
  }

  async makeStill(source: FilmSource, into: string, signal: AbortSignal): Promise<boolean> {
    const at = Math.min(source.facts.durationMs / 10_000, STILL_SECONDS_MAX).toFixed(2)
    const { width, height } = source.facts
    const shape = scaled({ width, height }, Math.min(1, STILL_EDGE / Math.max(width, height)))
    const scale = `scale=${shape.width}:${shape.height},setsar=1`
    const still = ['-map', '0:v:0', '-vf', `${scale},thumbnail=${STILL_OF}`, '-frames:v', '1']
    const jpeg = ['-c:v', 'mjpeg', '-pix_fmt', 'yuvj420p', '-q:v', '2', '-f', 'mjpeg', `file:${into}`]
    await this.#run(['-threads', '1', '-ss', at], source, [...still, ...jpeg], signal)
    return true
  }

  async readWaveform(source: FilmSource, signal: AbortSignal): Promise<number[] | null> {
    const loudness = new Loudness(source.facts.durationMs)
    const raw = ['-map', '0:a:0', '-ac', '1', '-ar', String(LOUDNESS_HERTZ), '-f', 's16le', '-']
    await this.#run(['-threads', '1'], source, raw, signal, (stdout) => loudness.read(stdout))
    return loudness.peaks()
  }

  async #run(
    before: readonly string[],
    { path, facts }: FilmSource,
    output: readonly string[],
    signal: AbortSignal,
    read: (stdout: Readable) => Promise<unknown> = readNothing,
  ): Promise<void> {
    const input = inputOf(path, facts.container)
    const args = [...SAYING, '-nostdin', '-nostats', '-y', ...before, ...input, ...output]
    const cpuSeconds = CPU_AT_LEAST + Math.ceil((facts.durationMs / 1_000) * CPU_PER_SECOND)
    const limits: RunLimits = {
      cpuSeconds,
      wallMs: cpuSeconds * WALL_PER_CPU_MS,
      memoryMib: MEMORY_MIB,
      fileMib: await fileMibOf(path, facts),
    }
    await runLimited(this.#commands.ffmpeg, args, limits, read, signal)
  }
}

/** Twice what it should take: one that says it is short and is not fills no disk. */
async function fileMibOf(path: string, { durationMs }: FilmFacts): Promise<number> {
  const expected = ((durationMs / 1_000) * OUTPUT_BITS_MAX) / 8
  return FILE_MIB_AT_LEAST + Math.ceil((2 * Math.max(expected, (await stat(path)).size)) / 1024 ** 2)
}

/** Sound that browsers play is put into a file of its own without what else was in it. */
function planSound({ container, isForWeb }: FilmFacts): PlannedFile {
  const mime = isForWeb && container === 'mp3' ? 'audio/mpeg' : 'audio/mp4'
  return { name: 'sound', mime, width: 0, height: 0, copies: isForWeb }
}

/** In each number of lines that it has, counted along its shorter side, and in its own where that is between them. */
function planFilm({ width, height, isForWeb }: FilmFacts): PlannedFile[] {
  const own = Math.min(width, height)
  const wanted = FILM_LINES.filter((_lines, index) => index === 0 || own > (FILM_LINES[index - 1] ?? 0))
  return wanted.map((lines) => ({
    name: `${lines}` as const,
    mime: 'video/mp4',
    ...(own <= lines ? { width: even(width), height: even(height) } : scaled({ width, height }, lines / own)),
    copies: isForWeb && own <= lines,
  }))
}

const scaled = ({ width, height }: { width: number; height: number }, by: number) => ({
  width: even(width * by),
  height: even(height * by),
})

/** H.264 with a quarter of the colours has no odd sizes. */
function even(size: number): number {
  return Math.max(2, Math.round(size / 2) * 2)
}

const RATES: Record<string, string> = { 480: '1500k', 1080: '6000k' }

function filmArgs({ name, width, height, copies }: PlannedFile): string[] {
  const streams = ['-map', '0:v:0', '-map', '0:a:0?', '-movflags', '+faststart', '-f', 'mp4']
  if (copies) return [...streams, '-c', 'copy']
  const rate = RATES[name] ?? '6000k'
  return [
    ...streams,
    ...['-vf', `scale=${width}:${height},setsar=1`, '-c:v', 'libx264', '-threads', THREADS],
    ...['-preset', 'veryfast', '-crf', '23', '-maxrate', rate, '-bufsize', '12M', '-profile:v', 'high'],
    // So that one gets in everywhere, at most every four seconds.
    ...['-pix_fmt', 'yuv420p', '-fpsmax', '60', '-force_key_frames', 'expr:gte(t,n_forced*4)'],
    ...['-c:a', 'aac', '-b:a', name === '480' ? '96k' : '160k', '-ac', '2', '-ar', '48000'],
  ]
}

function soundArgs({ mime, copies }: PlannedFile): string[] {
  const container =
    mime === 'audio/mpeg' ? ['-f', 'mp3', '-id3v2_version', '0'] : ['-movflags', '+faststart', '-f', 'ipod']
  const codec = copies ? ['-c:a', 'copy'] : ['-c:a', 'aac', '-b:a', '160k', '-ac', '2', '-ar', '48000']
  return ['-map', '0:a:0', '-vn', ...codec, ...container]
}
