import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { ReactNode } from 'react'

const require = createRequire(import.meta.url)
const FONT = {
  name: 'Inter',
  weight: 700,
  style: 'normal',
  path: () => require.resolve('@fontsource/inter/files/inter-latin-700-normal.woff'),
} as const

export interface Letters {
  width: number
  height: number
  /** As the `d` of an SVG path. */
  outline: string
}

/** A line of Latin letters as outlines: nothing that draws them needs the font. */
export async function outlineLetters(text: string, size: number): Promise<Letters> {
  const { default: satori } = await import('satori')
  const height = Math.ceil(size * 1.3)
  const { name, weight, style, path } = FONT
  const line = {
    type: 'div',
    key: null,
    props: {
      style: { display: 'flex', whiteSpace: 'nowrap', fontSize: size, color: 'white' },
      children: text,
    },
  }
  const svg = await satori(line as unknown as ReactNode, {
    height,
    fonts: [{ name, weight, style, data: await readFile(path()) }],
  })
  return {
    width: Number(/ width="([\d.]+)"/.exec(svg)?.[1]),
    height,
    outline: Array.from(svg.matchAll(/ d="([^"]+)"/g), ([, d]) => d).join(''),
  }
}
