import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { ART_STYLES, renderArtwork, renderCover } from './artwork'
import { renderAvatar } from './avatar'

const SMALL = { width: 120, height: 80 }

describe('demo art', () => {
  it.each(ART_STYLES)('draws %s as a JPEG of the size asked for', async (style) => {
    const facts = await sharp(await renderArtwork({ style, seed: 3, ...SMALL })).metadata()
    expect(facts).toMatchObject({ format: 'jpeg', ...SMALL })
  })

  it('draws the same picture for the same seed and another one for another seed', async () => {
    const draw = (seed: number) => renderArtwork({ style: 'ridges', seed, ...SMALL })
    const [first, again, other] = await Promise.all([draw(1), draw(1), draw(2)])
    expect(again.equals(first)).toBe(true)
    expect(other.equals(first)).toBe(false)
  })

  it('draws covers three times as wide as high, and square portraits', async () => {
    expect(await sharp(await renderCover('glow', 1)).metadata()).toMatchObject({ width: 1500, height: 500 })
    expect(await sharp(await renderAvatar(1)).metadata()).toMatchObject({ width: 512, height: 512 })
  })
})
