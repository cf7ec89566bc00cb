import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, describe, expect, it } from 'vitest'
import { FfmpegFilms } from '@/lib/media/film/ffmpeg/converter'
import { findFfmpeg } from '@/lib/media/film/ffmpeg/find'
import { readPlayable } from '@/lib/media/film/played-as-sent'
import { smallMp3, smallMp4 } from '@/tests/support/app/films'

const commands = findFfmpeg(process.env.PATH ?? '')
const folder = mkdtempSync(join(tmpdir(), 'fonana-films-'))
afterAll(() => rmSync(folder, { recursive: true }))

const never = new AbortController().signal
const at = (name: string) => join(folder, name)

describe.skipIf(commands === null)('by ffmpeg', () => {
  const films = new FfmpegFilms(commands ?? { ffmpeg: '', ffprobe: '' })

  /** A film of colours and a tone, or one of them. */
  function film(
    name: string,
    { size = '320x180', seconds = 1, args = [] as string[], sound = true, picture = true } = {},
  ) {
    const input = [
      ...(picture ? ['-f', 'lavfi', '-i', `testsrc2=s=${size}:r=25:d=${seconds}`] : []),
      ...(sound ? ['-f', 'lavfi', '-i', `sine=440:d=${seconds}`] : []),
    ]
    execFileSync(commands?.ffmpeg ?? '', ['-v', 'error', '-y', ...input, ...args, at(name)])
    return at(name)
  }
  const H264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac']
  const refusal = (path: string) =>
    films.inspect(path).then(String, ({ code, reason }) => `${code} ${reason}`)

  async function make(path: string, index = 0) {
    const facts = await films.inspect(path)
    const planned = films.plan(facts)[index]
    if (planned === undefined) throw new Error('nothing is planned')
    const made = at(`${planned.name}.made`)
    await films.make({ path, facts }, planned, made, never)
    return { facts, planned, made }
  }

  it('a film of another kind becomes one that browsers play, in its own size where that is small', async () => {
    const path = film('a.webm', { args: ['-c:v', 'libvpx', '-deadline', 'realtime', '-c:a', 'libopus'] })
    const { facts, planned, made } = await make(path)
    expect(facts).toMatchObject({ kind: 'video', container: 'matroska', width: 320, height: 180 })
    expect(films.plan(facts).map(({ name }) => name)).toEqual(['480'])
    expect(planned).toMatchObject({ width: 320, height: 180, copies: false })
    const seen = await readPlayable(made)
    expect(seen).toMatchObject({ kind: 'video', mime: 'video/mp4', width: 320, height: 180 })
    expect(Math.abs(seen.durationMs - 1_000)).toBeLessThan(150)
    // Its index comes first, so that it begins at once.
    const bytes = readFileSync(made)
    expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'))
  })

  it('is made in 480 and 1080 lines of its shorter side, never larger than it is', async () => {
    const shapes = (width: number, height: number) =>
      films
        .plan({ kind: 'video', container: 'mp4', mime: '', width, height, durationMs: 1, isForWeb: false })
        .map(({ name, ...shape }) => [name, shape.width, shape.height])
    expect(shapes(3840, 2160)).toEqual([
      ['480', 854, 480],
      ['1080', 1920, 1080],
    ])
    expect(shapes(1080, 1920)).toEqual([
      ['480', 480, 854],
      ['1080', 1080, 1920],
    ])
    expect(shapes(1280, 720)).toEqual([
      ['480', 854, 480],
      ['1080', 1280, 720],
    ])
    expect(shapes(321, 241)).toEqual([['480', 322, 242]])
  })

  it('that is as it should be keeps its pictures, and loses what it tells of its maker', async () => {
    const place = ['-metadata', 'location=+51.50-000.12/', '-metadata', 'title=SecretPlace9000']
    const path = film('b.mp4', { args: [...H264, ...place] })
    expect(readFileSync(path).includes('SecretPlace9000')).toBe(true)
    const { planned, made } = await make(path)
    expect(planned).toMatchObject({ name: '480', copies: true })
    expect(readFileSync(made).includes('SecretPlace9000')).toBe(false)
    expect(await readPlayable(made)).toMatchObject({ width: 320, height: 180 })
  })

  it('that was filmed upright is upright', async () => {
    const lying = film('c.mp4', { args: H264 })
    const turned = readFileSync(lying)
    // ISO/IEC 14496-12, section 8.3.2: the matrix of its first track.
    for (const [index, value] of [0, 0x10000, 0, -0x10000, 0, 0, 0, 0, 0x40000000].entries())
      turned.writeInt32BE(value, turned.indexOf('tkhd') + 44 + index * 4)
    writeFileSync(at('turned.mp4'), turned)
    const { facts, made } = await make(at('turned.mp4'))
    expect(facts).toMatchObject({ width: 180, height: 320, isForWeb: false })
    expect(await readPlayable(made)).toMatchObject({ width: 180, height: 320 })
  })

  it('has a still', async () => {
    const path = film('d.mp4', { args: H264 })
    const source = { path, facts: await films.inspect(path) }
    expect(await films.makeStill(source, at('still'), never)).toBe(true)
    expect(await sharp(at('still')).metadata()).toMatchObject({ format: 'jpeg', width: 320, height: 180 })
  })

  it.each<[string, string[], object]>([
    ['wav', [], { name: 'sound', mime: 'audio/mp4', copies: false }],
    ['flac', [], { name: 'sound', mime: 'audio/mp4', copies: false }],
    ['ogg', ['-c:a', 'libopus'], { name: 'sound', mime: 'audio/mp4', copies: false }],
    ['m4a', ['-c:a', 'aac'], { name: 'sound', mime: 'audio/mp4', copies: true }],
    ['mp3', [], { name: 'sound', mime: 'audio/mpeg', copies: true }],
  ])('sound as %s can be played, and its loudness is known', async (kind, args, expected) => {
    const path = film(`sound.${kind}`, { picture: false, args })
    const { facts, planned, made } = await make(path)
    expect(planned).toMatchObject(expected)
    expect(await readPlayable(made)).toMatchObject({ kind: 'audio', mime: planned.mime })
    const peaks = (await films.readWaveform({ path, facts }, never)) ?? []
    expect(peaks.length).toBeGreaterThan(190)
    expect(peaks.length).toBeLessThanOrEqual(200)
    expect(Math.max(...peaks)).toBeGreaterThan(8)
    expect(Math.max(...peaks)).toBeLessThanOrEqual(100)
  })

  it('ends at once when it is told to', async () => {
    const path = film('long.mp4', { seconds: 30, args: H264 })
    const facts = await films.inspect(path)
    const [small] = films.plan(facts)
    const stop = new AbortController()
    const making = films.make({ path, facts }, small as never, at('never'), stop.signal)
    stop.abort(new Error('stop'))
    await expect(making).rejects.toThrow('stop')
  })

  const bad: [string, () => Buffer | string, RegExp][] = [
    ['words', () => 'just some words, more of them than a head', /unknown_kind/],
    [
      'a playlist',
      () => '#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n',
      /unknown_kind/,
    ],
    ['a list of files', () => 'ffconcat version 1.0\nfile /etc/passwd\nduration 1\n', /unknown_kind/],
    [
      'a drawing',
      () => '<svg xmlns="http://www.w3.org/2000/svg"><image href="/etc/passwd"/></svg>',
      /unknown_kind/,
    ],
    ['a list behind a head of MP3', () => 'ID3\n#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n', /damaged/],
    [
      'noise behind a head of MP4',
      () => Buffer.concat([smallMp4().subarray(0, 32), noise(50_000)]),
      /damaged/,
    ],
    ['boxes without pictures', () => smallMp4(), /damaged|too_much/],
    [
      'a film that was cut off',
      () => readFileSync(film('e.mp4', { args: H264 })).subarray(0, 20_000),
      /damaged/,
    ],
    [
      'noise behind a head of WebM',
      () => Buffer.concat([Buffer.from('1a45dfa3', 'hex'), noise(50_000)]),
      /damaged/,
    ],
    ['noise behind a head of FLAC', () => Buffer.concat([Buffer.from('fLaC'), noise(50_000)]), /damaged/],
    ['noise behind a head of Ogg', () => Buffer.concat([Buffer.from('OggS'), noise(50_000)]), /damaged/],
    [
      'noise behind a head of WAV',
      () => Buffer.concat([Buffer.from('RIFF\xff\xff\xff\xffWAVE', 'latin1'), noise(50_000)]),
      /damaged/,
    ],
    [
      'a huge one',
      () => readFileSync(film('f.mkv', { size: '5000x3000', seconds: 0.04, args: H264, sound: false })),
      /too_large/,
    ],
    ['pictures elsewhere', () => smallMp4({ ownBytes: false }), /damaged|too_much/],
  ]
  it.each(bad)('%s are refused', async (name, make_, expected) => {
    const path = at(`bad ${name}`.replaceAll(/\W+/g, '-'))
    writeFileSync(path, make_())
    expect(await refusal(path)).toMatch(expected)
  })
})

describe('without ffmpeg', () => {
  it('is found only where both commands are', () => {
    expect(findFfmpeg('/nowhere:')).toBeNull()
  })

  it('sound is told by its frames', async () => {
    writeFileSync(at('one'), smallMp3(1_000))
    expect(await readPlayable(at('one'))).toMatchObject({ mime: 'audio/mpeg', durationMs: 26_122 })
  })
})

function noise(length: number): Buffer {
  const bytes = Buffer.alloc(length)
  let state = 7
  for (let index = 0; index < length; index += 1) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    bytes[index] = state >> 16
  }
  return bytes
}
