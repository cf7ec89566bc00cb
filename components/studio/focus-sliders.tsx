'use client'

import { Icon } from '@/components/ui/icon'
import { useTranslator } from '@/lib/client/use-translator'
import type { Focus } from '@/lib/schema/focus'
import { LIMITS } from '@/lib/schema/limits'

const STEP = 25
const ZOOM_STEP = 5

interface FocusSlidersProps {
  /** Of the picture. */
  label: string
  focus: Focus | null
  onFocus: (focus: Focus) => void
}

/** What dragging does, for the arrow keys and for who does not see the picture. */
export function FocusSliders({ label, focus, onFocus }: FocusSlidersProps) {
  const t = useTranslator()
  const is = focus ?? { x: 500, y: 500 }
  return (['x', 'y'] as const).map((axis) => (
    <input
      key={axis}
      type="range"
      className="sr-only"
      aria-label={t(axis === 'x' ? 'studio.focus.across' : 'studio.focus.down', { picture: label })}
      aria-valuetext={`${Math.round(is[axis] / 10)} %`}
      min={0}
      max={1000}
      step={STEP}
      value={is[axis]}
      onChange={(event) => onFocus({ ...is, [axis]: Number(event.target.value) })}
    />
  ))
}

/** How large it is: the rest of it can be dragged into sight then. */
export function ZoomSlider({ label, focus, onFocus }: FocusSlidersProps) {
  const t = useTranslator()
  const is = focus ?? { x: 500, y: 500 }
  const { zoom = LIMITS.zoomMin } = is
  return (
    <div className="flex max-w-xs items-center gap-2.5 text-muted">
      <Icon name="zoom-out" className="size-4 shrink-0" />
      <input
        type="range"
        className="h-6 min-w-0 flex-1 accent-accent"
        aria-label={t('studio.focus.zoom', { picture: label })}
        aria-valuetext={`${zoom} %`}
        min={LIMITS.zoomMin}
        max={LIMITS.zoom}
        step={ZOOM_STEP}
        value={zoom}
        onChange={(event) => onFocus({ ...is, zoom: Number(event.target.value) })}
      />
      <Icon name="zoom-in" className="size-4 shrink-0" />
    </div>
  )
}
