import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { heicConverter } from '@/lib/media/heic'
import { MediaPreview, OwnMedia, Post } from '@/lib/schema/posts'
import { ApiClient } from '@/tests/support/app/api-client'
import { addPicture, picture, upload } from '@/tests/support/app/images'
import { type Creator, makeCreator, makePost, type Person, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { HEIC_PICTURE } from '@/tests/support/media/heic-picture'

let app: TestApp
let owner: Creator
let stranger: Person
let anonymous: ApiClient
beforeAll(async () => {
  app = await startTestApp()
  ;[owner, stranger] = await Promise.all([makeCreator(app), signIn(app)])
  anonymous = new ApiClient(app.url)
})
afterAll(() => app.close())

const CAMERA = 'SecretCamera9000'
const METADATA = {
  IFD0: { Make: CAMERA, Copyright: CAMERA },
  IFD3: {
    GPSLatitudeRef: 'N',
    GPSLatitude: '51/1 30/1 0/1',
    GPSLongitudeRef: 'W',
    GPSLongitude: '0/1 7/1 0/1',
  },
}

describe('an upload', () => {
  it.each(['jpeg', 'png', 'webp', 'avif', 'gif'] as const)(
    'may be a %s, whatever it is called',
    async (format) => {
      const bytes = await picture(1).toFormat(format).toBuffer()
      const media = (await upload(owner, bytes, 'notes.txt')).as(MediaPreview, 201)
      expect(media).toMatchObject({ kind: 'image', width: 320, height: 240 })
      expect(media.preview).toBe(`/api/media/${media.id}/preview`)
      const served = await owner.api.get(`/api/media/${media.id}`)
      expect(served.headers.get('content-type')).toBe('image/webp')
      expect(await sharp(served.bytes).metadata()).toMatchObject({ format: 'webp', width: 320, height: 240 })
    },
  )

  it.each(['jpeg', 'png', 'webp'] as const)('loses its metadata, as the place of a %s', async (format) => {
    const bytes = await picture(2).withExif(METADATA).withXmp(xmp()).toFormat(format).toBuffer()
    expect((await sharp(bytes).metadata()).exif?.toString('latin1')).toContain(CAMERA)
    const { id } = (await upload(owner, bytes)).json
    for (const path of [`/api/media/${id}`, `/api/media/${id}/preview`]) {
      const served = (await owner.api.get(path)).bytes
      const { exif, xmp: kept, iptc, icc, orientation } = await sharp(served).metadata()
      expect({ exif, kept, iptc, icc, orientation }).toEqual({})
      expect(served.toString('latin1')).not.toContain(CAMERA)
    }
  })

  it('is turned upright before the note that it lies on its side is removed', async () => {
    const bytes = await picture(3).withMetadata({ orientation: 6 }).jpeg().toBuffer()
    expect((await upload(owner, bytes)).as(MediaPreview, 201)).toMatchObject({ width: 240, height: 320 })
  })

  it('that is very large is made smaller, its shape kept', async () => {
    const bytes = await sharp({ create: { width: 4800, height: 1200, channels: 3, background: 'teal' } })
      .png()
      .toBuffer()
    expect((await upload(owner, bytes)).as(MediaPreview, 201)).toMatchObject({ width: 2400, height: 600 })
  })

  it.each<[string, () => Uint8Array | Promise<Uint8Array>]>([
    ['is text under the name of an image', () => Buffer.from('just some words')],
    ['is empty', () => new Uint8Array()],
    ['is an SVG', () => Buffer.from(svg('<circle r="5"/>'))],
    ['is an SVG with a script', () => Buffer.from(svg('<script>alert(1)</script>'))],
    ['is a page', () => Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['is a PDF', () => Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj\n')],
    [
      'begins like a PNG and is a page',
      () => Buffer.concat([PNG_START, Buffer.from('<script>alert(1)</script>')]),
    ],
    ['begins like a GIF and is a script', () => Buffer.from('GIF89a/*\0*/=1;alert(1)')],
    ['is half a JPEG', async () => half(await picture(4).jpeg().toBuffer())],
    ['is half a PNG', async () => half(await picture(4).png().toBuffer())],
    ['is half a WebP', async () => half(await picture(4).webp().toBuffer())],
    ['is a bomb: few bytes, very many pixels', () => bomb(8_000, 8_000)],
    ['is a bomb in its header only', () => pngHeader(60_000, 60_000)],
    ['is a TIFF', () => picture(4).tiff().toBuffer()],
  ])('that %s is refused', async (_what, make) => {
    ;(await upload(owner, await make(), 'image.png')).problem('unsupported_media')
  })

  it('may be as large as a phone makes it, its end mark missing too', async () => {
    const plain = { create: { width: 9248, height: 6936, channels: 3 as const, background: 'teal' } }
    const phone = await sharp(plain).withMetadata({ orientation: 6 }).jpeg().toBuffer()
    expect((await upload(owner, phone)).as(MediaPreview, 201)).toMatchObject({ width: 1800, height: 2400 })
    const endless = (await picture(4).jpeg().toBuffer()).subarray(0, -2)
    expect((await upload(owner, endless)).as(MediaPreview, 201)).toMatchObject({ width: 320, height: 240 })
    const short = (await picture(4).jpeg().toBuffer()).subarray(0, -40)
    ;(await upload(owner, short)).problem('unsupported_media')
  })

  it('that moves, or that no browser shows, is refused in words of its own', async () => {
    const frames = [await picture(1).png().toBuffer(), await picture(2).png().toBuffer()]
    for (const format of ['gif', 'webp'] as const) {
      const moving = await sharp(frames, { join: { animated: true } })
        .toFormat(format)
        .toBuffer()
      expect((await upload(owner, moving)).problem('moving_picture').detail).toContain('still picture')
    }
  })

  it('that an iPhone has made is kept where the machine can read it, and refused with the way out where not', async () => {
    const kept = await upload(owner, HEIC_PICTURE)
    if (heicConverter === null) {
      const { reason, detail } = kept.problem('unsupported_media')
      expect([reason, detail]).toEqual(['heic', expect.stringContaining('JPEG')])
      return
    }
    const { id, ...size } = kept.as(MediaPreview, 201)
    expect(size).toMatchObject({ width: 64, height: 48 })
    expect((await sharp((await owner.api.get(`/api/media/${id}`)).bytes).stats()).dominant.r).toBeLessThan(32)
    const damaged = Buffer.concat([HEIC_PICTURE.subarray(0, 450), Buffer.alloc(41)])
    ;(await upload(owner, damaged)).problem('unsupported_media')
    // Too many pixels, by what it says of itself.
    const huge = Buffer.from(HEIC_PICTURE)
    const at = huge.indexOf('ispe') + 8
    huge.writeUInt32BE(9000, at)
    huge.writeUInt32BE(9000, at + 4)
    expect((await upload(owner, huge)).problem('unsupported_media').reason).toBe('too_large')
  })

  it('that takes too much to decode is refused before it is, and the next one is handled', async () => {
    for (const costly of [await withScans(880), await deepInterlaced()])
      (await upload(owner, costly)).problem('unsupported_media')
    await addPicture(owner, 5)
  })

  it('keeps nothing of what was hidden behind the picture', async () => {
    const polyglot = Buffer.concat([
      await picture(5).jpeg().toBuffer(),
      Buffer.from('<script>alert("polyglot")</script>'),
    ])
    const { id } = (await upload(owner, polyglot)).as(MediaPreview, 201)
    expect((await owner.api.get(`/api/media/${id}`)).text).not.toContain('polyglot')
  })

  it('must be a form with a file', async () => {
    ;(await owner.api.post('/api/media', { file: 'x' })).problem('bad_request')
    const broken = { 'content-type': 'multipart/form-data; boundary=x' }
    ;(await owner.api.post('/api/media', 'not a form', broken)).problem('bad_request')
    const text = new FormData()
    text.append('file', 'words')
    ;(await owner.api.post('/api/media', text)).fieldErrors('file')
    ;(await owner.api.post('/api/media', new FormData())).problem('validation_failed')
  })

  it('of more than 15 MiB is refused', async () => {
    ;(await upload(owner, new Uint8Array(15 * 1024 * 1024 + 1))).problem('payload_too_large')
    ;(await upload(owner, new Uint8Array(17 * 1024 * 1024))).problem('payload_too_large')
  })

  it('asks for a user', async () => {
    const form = new FormData()
    form.append('file', new Blob([new Uint8Array(await picture(6).png().toBuffer())]))
    ;(await anonymous.post('/api/media', form)).problem('unauthorized')
  })
})

describe('the preview', () => {
  it('tells hardly more than the colours: a picture made of it is far from the original', async () => {
    const checkers = await checkerboard()
    const { id } = (await upload(owner, checkers)).json
    const preview = (await owner.api.get(`/api/media/${id}/preview`)).bytes
    const original = (await owner.api.get(`/api/media/${id}`)).bytes
    expect(preview.length).toBeLessThan(1_500)
    expect(await contrastOf(original)).toBeGreaterThan(100)
    expect(await contrastOf(preview)).toBeLessThan(8)
  })
})

describe('an image that serves nothing yet', () => {
  it('is shown to its owner only', async () => {
    const { id } = await addPicture(owner, 7)
    for (const path of [`/api/media/${id}`, `/api/media/${id}/preview`]) {
      expect((await owner.api.get(path)).status).toBe(200)
      ;(await stranger.api.get(path)).problem('not_found')
      ;(await anonymous.get(path)).problem('not_found')
    }
  })

  it('can be used by its owner only', async () => {
    const { id } = await addPicture(owner, 8)
    const thief = await makeCreator(app)
    ;(await thief.api.post('/api/posts', { title: 'x', body: 'x', mediaIds: [id] })).problem('not_found')
    ;(await thief.api.patch('/api/me', { avatarId: id })).problem('not_found')
    ;(await thief.api.patch('/api/me/creator', { coverId: id })).problem('not_found')
    expect((await thief.api.get('/api/me')).json.avatarId).toBeNull()
    expect((await thief.api.get('/api/feed')).json.items).toEqual([])
    await makePost(owner, { mediaIds: [id] })
  })
})

/** A progressive JPEG whose last scan comes again and again: each is gone over the whole picture for. */
async function withScans(count: number): Promise<Buffer> {
  const plain = { create: { width: 2000, height: 2000, channels: 3 as const, background: 'teal' } }
  const jpeg = await sharp(plain).jpeg({ progressive: true }).toBuffer()
  const last = jpeg.lastIndexOf(Buffer.from([0xff, 0xda]))
  const scan = jpeg.subarray(last, -2)
  return Buffer.concat([
    jpeg.subarray(0, last),
    ...Array.from({ length: count }, () => scan),
    jpeg.subarray(-2),
  ])
}

/** Some hundred bytes that claim to be an interlaced PNG, of which 294 MB would lie in memory. */
async function deepInterlaced(): Promise<Buffer> {
  const plain = { create: { width: 70, height: 70, channels: 3 as const, background: 'teal' } }
  const png = await sharp(plain).toColourspace('rgb16').png({ progressive: true }).toBuffer()
  png.writeUInt32BE(7_000, 16)
  png.writeUInt32BE(7_000, 20)
  return png
}

const PNG_START = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
const svg = (inner: string) => `<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10">${inner}</svg>`
const half = (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)
const xmp = () =>
  `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="${CAMERA}"/></rdf:RDF></x:xmpmeta>`

function bomb(width: number, height: number): Promise<Buffer> {
  const plain = { create: { width, height, channels: 3 as const, background: 'black' } }
  return sharp({ ...plain, limitInputPixels: false })
    .png({ compressionLevel: 9, palette: true })
    .toBuffer()
}

/** The beginning of a PNG that claims these dimensions. */
function pngHeader(width: number, height: number): Buffer {
  const size = Buffer.alloc(8)
  size.writeUInt32BE(width, 0)
  size.writeUInt32BE(height, 4)
  return Buffer.concat([PNG_START, size, Buffer.from([8, 2, 0, 0, 0]), Buffer.alloc(64)])
}

/** Black and white squares of eight pixels. */
function checkerboard(): Promise<Buffer> {
  const size = 512
  const pixels = Buffer.alloc(size * size)
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) pixels[y * size + x] = ((x >> 3) + (y >> 3)) % 2 === 0 ? 0 : 255
  }
  return sharp(pixels, { raw: { width: size, height: size, channels: 1 } })
    .png()
    .toBuffer()
}

/** The standard deviation of its brightness. */
async function contrastOf(image: Buffer): Promise<number> {
  const { channels } = await sharp(image).greyscale().stats()
  return channels[0]?.stdev ?? 0
}

describe('what is said of a picture for who does not see it', () => {
  const altsOf = async (reader: Person, postId: string) =>
    (await reader.api.get(`/api/posts/${postId}`)).as(Post).content?.media.map(({ alt }) => alt)

  it('is kept by its owner, before it is in a post and after, and the post stays the same version', async () => {
    const { id } = await addPicture(owner, 41)
    const said = (await owner.api.patch(`/api/media/${id}`, { alt: '  Хижина в тумане ' })).as(OwnMedia)
    expect(said).toMatchObject({ id, kind: 'image', alt: 'Хижина в тумане' })
    const post = await makePost(owner, { mediaIds: [id] })
    expect(await altsOf(stranger, post.id)).toEqual(['Хижина в тумане'])
    await owner.api.patch(`/api/media/${id}`, { alt: 'A hut in the fog' })
    expect(await altsOf(stranger, post.id)).toEqual(['A hut in the fog'])
    await owner.api.patch(`/api/media/${id}`, { alt: '' })
    expect(await altsOf(stranger, post.id)).toEqual([''])
    expect((await owner.api.get(`/api/posts/${post.id}`)).as(Post).updatedAt).toBe(post.updatedAt)
  })

  it('is nobody else’s to say, and no longer than 500 characters', async () => {
    const { id } = await addPicture(owner, 42)
    const post = await makePost(owner, { mediaIds: [id] })
    ;(await stranger.api.patch(`/api/media/${id}`, { alt: 'Mine' })).problem('not_found')
    ;(await anonymous.patch(`/api/media/${id}`, { alt: 'Mine' })).problem('unauthorized')
    ;(await owner.api.patch(`/api/media/${crypto.randomUUID()}`, { alt: 'None' })).problem('not_found')
    ;(await owner.api.patch(`/api/media/${id}`, { alt: 'x'.repeat(501) })).fieldErrors('alt')
    expect(await altsOf(owner, post.id)).toEqual([''])
  })
})
