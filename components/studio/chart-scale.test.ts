import { expect, it } from 'vitest'
import { linesFor } from './chart-scale'

it('draws lines at round amounts, up to over the highest and down to below the lowest', () => {
  expect(linesFor(0n, 90_000_000n)).toEqual([0n, 50_000_000n, 100_000_000n])
  expect(linesFor(0n, 1_000_000_000n)).toEqual([0n, 500_000_000n, 1_000_000_000n])
  expect(linesFor(-30_000_000n, 70_000_000n)).toEqual([
    -40_000_000n,
    -20_000_000n,
    0n,
    20_000_000n,
    40_000_000n,
    60_000_000n,
    80_000_000n,
  ])
})

it('has the nought, also where there is nothing', () => {
  expect(linesFor(0n, 0n)).toEqual([0n])
  expect(linesFor(-5_000n, 0n).at(-1)).toBe(0n)
})

it('has few lines, however much it is', () => {
  for (let exponent = 0; exponent < 16; exponent += 1)
    for (const digit of [1, 3, 7]) {
      const highest = BigInt(digit) * 10n ** BigInt(exponent)
      const lines = linesFor(0n, highest)
      expect(lines.length).toBeLessThanOrEqual(5)
      expect(lines.at(-1)).toBeGreaterThanOrEqual(highest)
    }
})
