import sharp, { type Sharp } from 'sharp'
import type { MediaPreview } from '@/lib/schema/posts'
import type { Person } from './people'

/** A picture full of detail, another one for each seed. */
export function picture(seed: number, { width = 320, height = 240 } = {}): Sharp {
  const pixels = Buffer.alloc(width * height * 3)
  let state = seed + 1
  for (let index = 0; index < pixels.length; index += 1) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    pixels[index] = state >> 16
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
}

export function upload({ api }: Person, bytes: Uint8Array, name = 'picture.png') {
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(bytes)]), name)
  return api.post('/api/media', form)
}

/** Uploads a picture; answers its id and preview. */
export async function addPicture(owner: Person, seed: number): Promise<MediaPreview> {
  const reply = await upload(owner, await picture(seed).png().toBuffer())
  if (reply.status !== 201) throw new Error(reply.text)
  return reply.json
}
