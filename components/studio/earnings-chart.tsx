'use client'

import { type RefObject, useEffect, useId, useRef, useState } from 'react'
import { useFormats } from '@/lib/client/use-formats'
import { useTranslator } from '@/lib/client/use-translator'
import type { Earned } from '@/lib/schema/earnings'
import { linesFor } from './chart-scale'
import { type EarningsKind, kindsIn } from './earnings-kinds'

const HEIGHT = 224
/** Above the highest line, and below the lowest for what stands under the bars. */
const [TOP, BOTTOM] = [10, 24]
const BAR_MAX = 44
/** So much of the width of a bar and the gap beside it. */
const BAR_SHARE = 0.72
const LABEL_WIDTH = 76
/** Of a figure beside a line. */
const FIGURE_WIDTH = 7

interface EarningsChartProps {
  earned: readonly Earned[]
  /** Of a day, a week or a month: under its bar, where there is room. */
  labelOf: (at: string) => string
}

/**
 * What came in, a bar for each day, week or month, and below the line what was paid back. Each kind has a pattern of its
 * own, so that nobody needs to tell colours apart. The table says the same to who does not see it.
 */
export function EarningsChart({ earned, labelOf }: EarningsChartProps) {
  const [frame, width] = useWidth()
  const t = useTranslator()
  const id = useId()
  const kinds = kindsIn(earned)
  const hasRefunds = earned.some(({ refunds }) => refunds > 0n)
  return (
    <figure className="m-0">
      <div ref={frame} className="h-56">
        {width > 0 && <Bars earned={earned} labelOf={labelOf} kinds={kinds} width={width} id={id} />}
      </div>
      <figcaption>
        <ul className="mt-3 flex flex-wrap gap-x-5 gap-y-1.5 text-muted text-xs">
          {[...kinds, ...(hasRefunds ? (['refunds'] as const) : [])].map((kind) => (
            <li key={kind} className="flex items-center gap-2">
              <svg aria-hidden="true" width="14" height="14">
                <Piece kind={kind} id={id} x={0.5} y={0.5} width={13} height={13} />
              </svg>
              <span>{t(`numbers.${kind}`)}</span>
            </li>
          ))}
        </ul>
      </figcaption>
    </figure>
  )
}

interface BarsProps extends EarningsChartProps {
  kinds: readonly EarningsKind[]
  width: number
  id: string
}

function Bars({ earned, labelOf, kinds, width, id }: BarsProps) {
  const { sol, inSol } = useFormats()
  const heights = earned.map((one) => kinds.reduce((sum, kind) => sum + one[kind], 0n))
  const [highest, lowest] = [largest(heights), -largest(earned.map(({ refunds }) => refunds))]
  const lines = linesFor(lowest, highest)
  const [bottom, top] = [lines[0] ?? 0n, lines.at(-1) ?? 0n]
  const perLamport = (HEIGHT - TOP - BOTTOM) / Math.max(1, Number(top - bottom))
  const y = (lamports: bigint) => HEIGHT - BOTTOM - Number(lamports - bottom) * perLamport
  const left = Math.max(...lines.map((line) => sol(line).length)) * FIGURE_WIDTH + 10
  const step = (width - left) / earned.length
  const bar = Math.min(BAR_MAX, step * BAR_SHARE)
  const every = Math.ceil(LABEL_WIDTH / step)
  const last = earned.length - 1
  return (
    <svg aria-hidden="true" width={width} height={HEIGHT} className="block">
      <Patterns id={id} />
      {lines.map((line) => (
        <g key={line.toString()}>
          <line
            x1={left}
            x2={width}
            y1={y(line)}
            y2={y(line)}
            className={line === 0n ? 'stroke-line-strong' : 'stroke-line'}
          />
          <text x={left - 8} y={y(line) + 4} textAnchor="end" className="fill-muted text-2xs tabular-nums">
            {sol(line)}
          </text>
        </g>
      ))}
      {earned.map((one, index) => {
        const x = left + step * index + (step - bar) / 2
        // Below the last bar, where that is narrow.
        const isCut = x + bar / 2 + LABEL_WIDTH / 2 > width
        let base = 0n
        return (
          <g key={one.at}>
            {/* The whole height, so that it says what it is wherever it is pointed at. */}
            <rect x={left + step * index} y={0} width={step} height={HEIGHT - BOTTOM} fill="transparent">
              <title>{`${labelOf(one.at)}: ${inSol(one.totalLamports)}`}</title>
            </rect>
            {kinds.map((kind) => {
              const from = base
              base += one[kind]
              return (
                one[kind] > 0n && (
                  <Piece
                    key={kind}
                    kind={kind}
                    id={id}
                    x={x}
                    y={y(base)}
                    width={bar}
                    height={y(from) - y(base)}
                  />
                )
              )
            })}
            {one.refunds > 0n && (
              <Piece kind="refunds" id={id} x={x} y={y(0n)} width={bar} height={y(-one.refunds) - y(0n)} />
            )}
            {(last - index) % every === 0 && (
              <text
                x={isCut ? width - 2 : x + bar / 2}
                y={HEIGHT - 6}
                textAnchor={isCut ? 'end' : 'middle'}
                className="fill-muted text-2xs"
              >
                {labelOf(one.at)}
              </text>
            )}
          </g>
        )
      })}
    </svg>
  )
}

interface PieceProps {
  kind: EarningsKind | 'refunds'
  id: string
  x: number
  y: number
  width: number
  height: number
}

const GROUNDS: Record<PieceProps['kind'], string> = {
  posts: 'fill-accent stroke-accent-ink',
  subscriptions: 'fill-accent-soft stroke-accent-ink',
  tips: 'fill-surface stroke-accent-ink',
  messages: 'fill-hover stroke-accent-ink',
  refunds: 'fill-danger-soft stroke-danger',
}

/** A ground, and its pattern on it. */
function Piece({ kind, id, ...place }: PieceProps) {
  return (
    <g className="pointer-events-none">
      <rect {...place} className={GROUNDS[kind]} />
      {kind !== 'posts' && <rect {...place} fill={`url(#${id}${kind})`} />}
    </g>
  )
}

/** Lines one way and the other, dots, and lines that lie. */
function Patterns({ id }: { id: string }) {
  const shared = { width: 6, height: 6, patternUnits: 'userSpaceOnUse' } as const
  return (
    <defs>
      <pattern id={`${id}subscriptions`} {...shared} patternTransform="rotate(45)">
        <line x1="0" y1="0" x2="0" y2="6" strokeWidth="4" className="stroke-accent-ink" />
      </pattern>
      <pattern id={`${id}tips`} {...shared}>
        <circle cx="3" cy="3" r="1.4" className="fill-accent-ink" />
      </pattern>
      <pattern id={`${id}messages`} {...shared}>
        <line x1="0" y1="3" x2="6" y2="3" strokeWidth="2" className="stroke-accent-ink" />
      </pattern>
      <pattern id={`${id}refunds`} {...shared} patternTransform="rotate(-45)">
        <line x1="0" y1="0" x2="0" y2="6" strokeWidth="2" className="stroke-danger" />
      </pattern>
    </defs>
  )
}

function largest(amounts: readonly bigint[]): bigint {
  let most = 0n
  for (const amount of amounts) if (amount > most) most = amount
  return most
}

/** How wide an element is; 0 until it is known. */
function useWidth(): [RefObject<HTMLDivElement | null>, number] {
  const element = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  useEffect(() => {
    if (element.current === null) return
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)))
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [])
  return [element, width]
}
