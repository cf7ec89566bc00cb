import { glow, ink, lines } from './abstracts'
import { botanical } from './botanical'
import { city, facade } from './cities'
import { dunes, forest, ridges, sea } from './landscapes'
import { night } from './night'
import { finish, type Pixels, type Size } from './picture'
import { ceramics } from './still-life'

interface Style {
  render: (seed: number, size: Size) => Pixels | Promise<Pixels>
  /** Computed at this part of the size: light and mist lose nothing by it, grain is put on at full size. */
  detail: number
  grain?: number
  vignette?: number
}

const STYLES = {
  ridges: { render: ridges, detail: 0.58 },
  forest: { render: forest, detail: 0.6 },
  dunes: { render: dunes, detail: 0.66 },
  sea: { render: sea, detail: 0.6 },
  night: { render: night, detail: 0.66, grain: 6, vignette: 0.2 },
  city: { render: city, detail: 0.7, grain: 6, vignette: 0.2 },
  facade: { render: facade, detail: 1 },
  ink: { render: ink, detail: 0.66, vignette: 0.05 },
  glow: { render: glow, detail: 0.4, grain: 8, vignette: 0.05 },
  lines: { render: lines, detail: 1, vignette: 0.05 },
  ceramics: { render: ceramics, detail: 0.75, grain: 6, vignette: 0.22 },
  botanical: { render: botanical, detail: 0.85, grain: 6, vignette: 0.14 },
} as const satisfies Record<string, Style>

export type ArtStyle = keyof typeof STYLES

export const ART_STYLES = Object.keys(STYLES) as ArtStyle[]

export interface Artwork extends Size {
  style: ArtStyle
  /** The same seed gives the same picture. */
  seed: number
}

const COVER: Size = { width: 1500, height: 500 }

/** A picture made by code, as JPEG. */
export async function renderArtwork({ style, seed, width, height }: Artwork): Promise<Buffer> {
  const { render, detail, ...look }: Style = STYLES[style]
  const drawn = { width: Math.round(width * detail), height: Math.round(height * detail) }
  return finish(await render(seed, drawn), { seed, size: { width, height }, ...look })
}

/** A picture for the top of a creator's page: JPEG, 1500 by 500. */
export function renderCover(style: ArtStyle, seed: number): Promise<Buffer> {
  return renderArtwork({ style, seed, ...COVER })
}
