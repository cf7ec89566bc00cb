import type { Sharp } from 'sharp'

/** Three bytes a pixel. */
export interface Image {
  width: number
  height: number
  pixels: Uint8Array
}

export async function readImage(from: Sharp): Promise<Image> {
  const { data, info } = await from
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, pixels: data }
}

export function cutOut(
  { width, pixels }: Image,
  part: { x: number; y: number; width: number; height: number },
): Image {
  const cut = new Uint8Array(part.width * part.height * 3)
  for (let row = 0; row < part.height; row += 1) {
    const from = ((part.y + row) * width + part.x) * 3
    cut.set(pixels.subarray(from, from + part.width * 3), row * part.width * 3)
  }
  return { width: part.width, height: part.height, pixels: cut }
}
