'use client'

import { type CSSProperties, useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { useTranslator } from '@/lib/client/use-translator'
import type { PostContent } from '@/lib/schema/posts'
import { NotPlayed } from './not-played'
import { play } from './play'
import { Choice, PlayerBar } from './player-bar'
import { usePlayer } from './use-player'

interface FilmProps {
  film: PostContent['media'][number]
  title: string
  shape: CSSProperties
}

/** A film that plays. The controls are the browser's own: they are known, and speak to keys and to screen readers. */
export function Film({ film, title, shape }: FilmProps) {
  const t = useTranslator()
  const video = useRef<HTMLVideoElement>(null)
  const sources = film.sources ?? []
  const [lines, setLines] = useState(() => linesFor(sources))
  const { rate, changeRate, isBroken, holdPlace, retry, events, onKeyDown } = usePlayer(film.id)
  const source = sources.find(({ height }) => height === lines) ?? sources[0]
  const isShown = source !== undefined && !isBroken
  useEffect(() => {
    const { current: player } = video
    if (!isShown || player === null) return
    // The button that was pressed is gone, and the focus would be with it.
    player.focus()
    play(player)
  }, [isShown])
  if (!isShown) {
    return (
      <div style={shape} className="flex items-center justify-center bg-hover">
        <NotPlayed onRetry={retry} />
      </div>
    )
  }

  /** The other file goes on where this one was. */
  function chooseLines(next: number) {
    holdPlace(video.current)
    setLines(next)
  }

  const named = new Intl.DisplayNames([t.locale], { type: 'language' })
  return (
    <section aria-label={title} onKeyDown={(event) => onKeyDown(event, video.current)}>
      <video
        ref={video}
        controls
        playsInline
        preload="metadata"
        aria-label={title}
        style={shape}
        className="w-full bg-black"
        src={source.url}
        poster={film.poster ?? undefined}
        {...events}
      >
        {film.captions?.map(({ lang, url }) => (
          <track key={lang} kind="captions" srcLang={lang} label={named.of(lang) ?? lang} src={url} />
        ))}
      </video>
      <PlayerBar rate={rate} onRate={(next) => changeRate(next, video.current)}>
        {sources.length > 1 && (
          <Choice
            label={t('player.quality')}
            options={sources.map(({ height }) => ({ value: height, label: `${height}p` }))}
            value={source.height}
            onChange={chooseLines}
          />
        )}
        {'pictureInPictureEnabled' in document && document.pictureInPictureEnabled && (
          <Button size="sm" variant="quiet" onClick={() => void video.current?.requestPictureInPicture()}>
            {t('player.pictureInPicture')}
          </Button>
        )}
      </PlayerBar>
    </section>
  )
}

/** On a narrow screen, or where somebody saves data, the small one. */
function linesFor(sources: readonly { height: number }[]): number {
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } }
  const isSmall = matchMedia('(max-width: 40rem)').matches || connection?.saveData === true
  return (isSmall ? sources.at(-1) : sources[0])?.height ?? 0
}
