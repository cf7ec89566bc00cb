'use client'

import { type MouseEvent, useRef, useState } from 'react'
import { useTranslator } from '@/lib/client/use-translator'
import type { PostContent } from '@/lib/schema/posts'
import { clockOf } from '@/lib/words/duration'
import { NotPlayed } from './not-played'
import { PlayerBar } from './player-bar'
import { usePlayer } from './use-player'

interface SoundProps {
  sound: PostContent['media'][number]
  name: string
}

/** Sound with its shape, which shows how far it is and can be pressed; all of it is in the browser's controls too. */
export function Sound({ sound, name }: SoundProps) {
  const t = useTranslator()
  const audio = useRef<HTMLAudioElement>(null)
  const [at, setAt] = useState(0)
  const { rate, changeRate, isBroken, retry, events, onKeyDown } = usePlayer(sound.id)
  const [source] = sound.sources ?? []
  if (source === undefined || isBroken) return <NotPlayed onRetry={retry} />

  function seek(event: MouseEvent<SVGSVGElement>) {
    const { current: player } = audio
    const { left, width } = event.currentTarget.getBoundingClientRect()
    if (player && player.duration > 0) player.currentTime = ((event.clientX - left) / width) * player.duration
  }

  const waveform = sound.waveform ?? []
  const bars = waveform.map((peak, index) => ({
    x: index * 3,
    peak: Math.max(peak, 2),
    isPast: index / waveform.length < at,
  }))
  return (
    <section aria-label={name} onKeyDown={(event) => onKeyDown(event, audio.current)}>
      <div className="flex flex-col gap-2 px-5 pt-3">
        <p className="flex justify-between gap-3 text-sm">
          <span className="font-medium">{name}</span>
          <span className="text-muted tabular-nums">
            {sound.durationMs != null && clockOf(sound.durationMs)}
          </span>
        </p>
        {bars.length > 0 && (
          <svg
            aria-hidden="true"
            viewBox={`0 0 ${bars.length * 3} 100`}
            preserveAspectRatio="none"
            className="h-14 w-full cursor-pointer"
            onClick={seek}
          >
            {bars.map(({ x, peak, isPast }) => (
              <rect
                key={x}
                x={x}
                width="2"
                y={50 - peak / 2}
                height={peak}
                className={isPast ? 'fill-accent' : 'fill-line-strong'}
              />
            ))}
          </svg>
        )}
        <audio
          ref={audio}
          controls
          preload="metadata"
          aria-label={t('player.sound', { name })}
          className="w-full"
          src={source.url}
          {...events}
          onTimeUpdate={(event) => {
            events.onTimeUpdate(event)
            const { currentTime, duration } = event.currentTarget
            if (duration > 0) setAt(currentTime / duration)
          }}
        />
      </div>
      <PlayerBar rate={rate} onRate={(next) => changeRate(next, audio.current)} />
    </section>
  )
}
