import { CONTENDERS } from './plan'
import { type Figures, LOAD } from './round'

interface Line {
  what: string
  /** What is aimed at, of the ratio to plain `ws` or, where it says so, of the figure itself. */
  aim?: { atLeast?: number; atMost?: number; of?: 'figure' }
  quantile?: number
}

/** In the order of printing. `$` stands for the number of connections. */
const LINES: readonly Line[] = [
  { what: 'bursts of 20, 1000 readers: deliveries/s', aim: { atLeast: 9 } },
  { what: 'bursts of 20, 1000 readers: CPU s per million' },
  { what: 'bursts of 20, $ readers: deliveries/s', aim: { atLeast: 9 } },
  { what: 'bursts of 20, $ readers: CPU s per million' },
  { what: 'bursts of 100, 1000 readers: deliveries/s', aim: { atLeast: 9 } },
  { what: 'bursts of 100, 1000 readers: CPU s per million' },
  { what: 'one at a time, 1000 readers: CPU s per million', aim: { atMost: 0.85 } },
  { what: 'one at a time, $ readers: CPU s per million', aim: { atMost: 0.85 } },
  { what: '1,000 channels of 5: deliveries/s' },
  { what: '1,000 channels of 5: CPU s per million', aim: { atMost: 0.9 } },
  { what: 'handshakes/s', aim: { atLeast: 2 } },
  { what: 'CPU µs per handshake' },
  { what: LOAD },
  { what: 'idle MB' },
  { what: 'KB per connection', aim: { atMost: 1.1 } },
  { what: 'heap KB per connection' },
  { what: 'delay at 20 events/s, 1 readers, ms', quantile: 0.5 },
  { what: 'delay at 20 events/s, 1 readers, ms', quantile: 0.99, aim: { atMost: 25, of: 'figure' } },
  { what: 'delay at 20 events/s, 1000 readers, ms', quantile: 0.5 },
  { what: 'delay at 20 events/s, 1000 readers, ms', quantile: 0.99, aim: { atMost: 50, of: 'figure' } },
]

const WIDTH = 52
const COLUMN = 12

/** A table of medians, and of what they are to those of plain `ws`. */
export function printReport(figures: Figures, connections: number): void {
  const columns = [...CONTENDERS, 'ratio to ws', 'aim']
  console.log(''.padEnd(WIDTH) + columns.map((name) => name.padStart(COLUMN)).join(''))
  for (const { what, aim, quantile } of LINES) {
    const name = what.replace('$', String(connections))
    const values = CONTENDERS.map((contender) => at(figures.get(name)?.get(contender), quantile ?? 0.5))
    const [own, plain] = values as [number, number]
    const ratio = own / plain
    const figure = aim?.of === 'figure' ? own : ratio
    const label = quantile === undefined ? name : `${name}: p${quantile * 100}`
    const cells = [...values.map(format), format(ratio), judge(figure, aim)]
    console.log(label.padEnd(WIDTH) + cells.map((cell) => cell.padStart(COLUMN)).join(''))
  }
}

function judge(figure: number, aim: Line['aim']): string {
  if (aim === undefined) return ''
  const isMet = figure >= (aim.atLeast ?? 0) && figure <= (aim.atMost ?? Number.POSITIVE_INFINITY)
  const limit = aim.atLeast === undefined ? `≤ ${aim.atMost}` : `≥ ${aim.atLeast}`
  return `${limit} ${isMet ? 'met' : 'MISSED'}`
}

function at(values: readonly number[] = [], quantile: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * quantile))] ?? Number.NaN
}

function format(value: number): string {
  if (value >= 1000) return Math.round(value).toLocaleString('en')
  return value >= 100 ? value.toFixed(0) : value.toFixed(2)
}
