'use client'

import { type CSSProperties, type ReactNode, useState } from 'react'
import { Icon } from '@/components/ui/icon'
import { loadLate, warming } from '@/components/ui/load-late'
import { useTranslator } from '@/lib/client/use-translator'
import type { PostContent } from '@/lib/schema/posts'
import { clockOf } from '@/lib/words/duration'

const Film = loadLate(async () => (await import('@/components/player/film')).Film, { Waiting: () => null })

interface FilmBoxProps {
  film: PostContent['media'][number]
  title: string
  shape: CSSProperties
  /** Its still. */
  children: ReactNode
}

/** A film before it plays: nothing of it is loaded until somebody wants to see it. */
export function FilmBox({ film, title, shape, children }: FilmBoxProps) {
  const t = useTranslator()
  const [isWanted, setIsWanted] = useState(false)
  if (film.state !== undefined && film.state !== 'ready') {
    return (
      <figure className="picture picture-bounded" style={shape}>
        {children}
        <figcaption className="picture-note">
          {t(film.state === 'failed' ? 'player.notReadable' : 'player.beingMade')}
        </figcaption>
      </figure>
    )
  }
  if (isWanted) return <Film film={film} title={title} shape={shape} />
  const length = film.durationMs == null ? '' : clockOf(film.durationMs)
  return (
    <figure className="picture picture-bounded" style={shape}>
      <button
        type="button"
        aria-label={t('player.play', { title, length })}
        className="picture-button !cursor-pointer"
        onClick={() => setIsWanted(true)}
        {...warming(Film)}
      >
        {children}
        <span className="film-play">
          <Icon name="play" className="size-7" />
        </span>
      </button>
      {length && <figcaption className="picture-note tabular-nums">{length}</figcaption>}
    </figure>
  )
}
