'use client'

import { useEffect, useRef, useState } from 'react'
import { Icon } from '@/components/ui/icon'
import { Spinner } from '@/components/ui/spinner'
import { useFreePlace } from '@/components/ui/use-free-place'
import type { SocketStatus } from '@/lib/client/socket/socket'
import { useTranslator } from '@/lib/client/use-translator'

/** Most connections are back before anybody has to know. */
const PATIENCE_MS = 1_200

/** Says over the page, at its upper edge where nobody writes, that it is not live just now. Not read out, for the `LiveIndicator` is. */
export function ConnectionNote({ state }: { state: SocketStatus }) {
  const t = useTranslator()
  const isAway = state === 'reconnecting' || state === 'offline'
  const [isLong, setIsLong] = useState(false)
  useEffect(() => {
    if (!isAway) return setIsLong(false)
    const timer = setTimeout(() => setIsLong(true), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [isAway])

  const note = useRef<HTMLParagraphElement>(null)
  const isShown = isAway && isLong
  useFreePlace(note, isShown, { rank: 2, atEitherEnd: true, mayWait: true })

  if (!isShown) return null
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none fixed inset-x-0 top-[3.75rem] z-30 flex justify-center px-4 md:top-3 md:left-[4.75rem] md:justify-start lg:left-60"
    >
      <p
        ref={note}
        data-floats="note"
        className="flex animate-arrive items-center gap-2.5 rounded-full border border-line-strong bg-raised px-4 py-2 text-sm max-sm:text-xs text-text shadow-float"
      >
        {state === 'offline' ? <Icon name="wifi-off" className="size-4 text-accent-ink" /> : <Spinner />}
        <span>
          <span className="font-semibold">{t(`live.${state}.note`)}</span>{' '}
          <span className="text-muted">{t('live.note')}</span>
        </span>
      </p>
    </div>
  )
}
