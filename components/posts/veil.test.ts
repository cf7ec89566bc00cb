import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const CSS = ['theme', 'posts'].map((name) => readFileSync(`app/_styles/${name}.css`, 'utf8')).join('\n')
const WHITE = [255, 255, 255]

/** What is painted where a colour that is let through in part lies over white. */
const overWhite = (rgb: readonly number[], alpha: number) =>
  rgb.map((part, place) => part * alpha + (WHITE[place] ?? 0) * (1 - alpha))

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(rgb: readonly number[]): number {
  const [r = 0, g = 0, b = 0] = rgb.map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

const contrast = (light: readonly number[], dark: readonly number[]) =>
  (luminance(light) + 0.05) / (luminance(dark) + 0.05)

function colour(name: string): number[] {
  const hex = new RegExp(`--color-${name}: #([0-9a-f]{6})`).exec(CSS)?.[1] ?? ''
  return [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))
}

/** How dark the rules of that name are where letters stand: the last ones of a gradient lie above them. */
function alphasIn(rule: RegExp): number[] {
  const text = rule.exec(CSS)?.[0] ?? ''
  return [...text.matchAll(/rgb\(20 17 11 \/ ([\d.]+)\)/g)].map(([, alpha]) => Number(alpha))
}

it('keeps every letter of the locked panel readable on a white picture', () => {
  const [, atFirstLetter = 0] = alphasIn(/@utility veil \{[^}]*\}/)
  for (const letters of ['on-veil', 'on-veil-muted'])
    expect(contrast(colour(letters), overWhite(colour('veil'), atFirstLetter))).toBeGreaterThan(4.5)
})

it.each(['note', 'arrow'])('keeps the %s on an open one readable, too', (part) => {
  const [alpha = 0] = alphasIn(new RegExp(`\\.picture-${part} \\{[^}]*\\}`))
  expect(contrast(colour('on-veil'), overWhite(colour('veil'), alpha))).toBeGreaterThan(4.5)
})
