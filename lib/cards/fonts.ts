import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

/** Static ones: satori reads no variable font. Each file has one script, and a word may need several. */
const require = createRequire(import.meta.url)
const FILES = [
  ['latin', 400, () => require.resolve('@fontsource/inter/files/inter-latin-400-normal.woff')],
  ['latin', 700, () => require.resolve('@fontsource/inter/files/inter-latin-700-normal.woff')],
  ['latin-ext', 400, () => require.resolve('@fontsource/inter/files/inter-latin-ext-400-normal.woff')],
  ['latin-ext', 700, () => require.resolve('@fontsource/inter/files/inter-latin-ext-700-normal.woff')],
  ['cyrillic', 400, () => require.resolve('@fontsource/inter/files/inter-cyrillic-400-normal.woff')],
  ['cyrillic', 700, () => require.resolve('@fontsource/inter/files/inter-cyrillic-700-normal.woff')],
  ['cyrillic-ext', 400, () => require.resolve('@fontsource/inter/files/inter-cyrillic-ext-400-normal.woff')],
  ['cyrillic-ext', 700, () => require.resolve('@fontsource/inter/files/inter-cyrillic-ext-700-normal.woff')],
  ['greek', 400, () => require.resolve('@fontsource/inter/files/inter-greek-400-normal.woff')],
  ['greek', 700, () => require.resolve('@fontsource/inter/files/inter-greek-700-normal.woff')],
] as const

export interface CardFont {
  name: string
  weight: 400 | 700
  style: 'normal'
  data: Buffer
}

export const FONT_FAMILY = [...new Set(FILES.map(([script]) => `"Inter ${script}"`))].join(', ')

let fonts: Promise<CardFont[]> | undefined

/** Read when the first card is drawn: a process that draws none has no use for them. */
export function readFonts(): Promise<CardFont[]> {
  fonts ??= Promise.all(
    FILES.map(async ([script, weight, path]) => ({
      name: `Inter ${script}`,
      weight,
      style: 'normal' as const,
      data: await readFile(path()),
    })),
  )
  return fonts
}

/** What the fonts have no sign for would be a box: emoji, and scripts that are not among them. */
const NOT_DRAWN =
  /[^\u0020-\u007e\u00a0-\u024f\u0370-\u03ff\u0400-\u052f\u1e00-\u1eff\u2010-\u2015\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2116\u2122\u2212]/gu

export function drawable(text: string): string {
  return text.normalize('NFC').replace(NOT_DRAWN, ' ').replace(/\s+/g, ' ').trim()
}
