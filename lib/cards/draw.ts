import type { ReactNode } from 'react'
import sharp from 'sharp'
import { CARD, type CardFacts } from './card'
import { drawable, FONT_FAMILY, readFonts } from './fonts'

const EDGE = 72
const INNER = CARD.width - 2 * EDGE
/** Of our own, where there is no picture. */
const PLAIN = '#131210'
/** Over the picture: white is read on whatever it shows. */
const SHADE = 'linear-gradient(to bottom, rgba(19, 18, 16, 0.45), rgba(19, 18, 16, 0.88))'

/** A PNG of 1200 × 630. `picture`: what everybody may see, such as a preview. */
export async function drawCard(facts: CardFacts, picture: Uint8Array | null): Promise<Buffer> {
  const letters = Buffer.from(await drawLetters(facts))
  const ground =
    picture === null
      ? sharp({ create: { ...CARD, channels: 3, background: PLAIN } })
      : sharp(picture)
          .resize({ ...CARD, fit: 'cover' })
          .flatten({ background: PLAIN })
  return ground
    .composite([{ input: letters }])
    .png({ palette: true, quality: 90, effort: 4 })
    .toBuffer()
}

/** As SVG, with the letters as outlines: nothing that draws it needs the fonts. */
async function drawLetters({ title, text, handle, price }: CardFacts): Promise<string> {
  const [{ default: satori }, fonts] = await Promise.all([import('satori'), readFonts()])
  const by = box({ display: 'flex', justifyContent: 'space-between', alignItems: 'center', width: INNER }, [
    box({ fontSize: 34, color: 'rgba(255, 255, 255, 0.92)' }, `@${handle}`),
    price === null ? null : box(PRICE, drawable(price)),
  ])
  const words = box({ display: 'flex', flexDirection: 'column', width: INNER }, [
    box({ ...lines(3), width: INNER, fontSize: 68, fontWeight: 700, lineHeight: 1.15 }, named(title, handle)),
    drawable(text) === ''
      ? null
      : box({ ...lines(2), width: INNER, marginTop: 22, fontSize: 32, lineHeight: 1.35 }, drawable(text)),
  ])
  const name = box({ fontSize: 34, fontWeight: 700 }, 'Fonana')
  return satori(box(CARD_STYLE, [name, words, by]) as ReactNode, { ...CARD, fonts })
}

/** A title of signs that are not drawn has another to be told by. */
function named(title: string, handle: string): string {
  return drawable(title) || `@${handle}`
}

const CARD_STYLE = {
  ...CARD,
  boxSizing: 'border-box',
  display: 'flex',
  flexDirection: 'column',
  justifyContent: 'space-between',
  padding: EDGE,
  color: 'white',
  fontFamily: FONT_FAMILY,
  backgroundImage: SHADE,
}
const PRICE = {
  display: 'flex',
  padding: '12px 28px',
  borderRadius: 999,
  fontSize: 34,
  fontWeight: 700,
  color: '#201600',
  backgroundColor: '#ffc22e',
}

const lines = (lineClamp: number) => ({ display: 'block', lineClamp, wordBreak: 'break-word' })

type Child = object | string | null

/** What satori takes for an element of React, without React. */
function box(style: object, children: Child | Child[]): object {
  return { type: 'div', key: null, props: { style, children } }
}
