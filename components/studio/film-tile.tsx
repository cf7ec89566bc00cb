'use client'

import { useQuery } from '@tanstack/react-query'
import { Button } from '@/components/ui/button'
import { Spinner } from '@/components/ui/spinner'
import { mediaStatusQuery } from '@/lib/client/queries/posts'
import { useFormats } from '@/lib/client/use-formats'
import { useOwnChannel } from '@/lib/client/use-own-channel'
import { useProblemWords } from '@/lib/client/use-problem-words'
import { useTranslator } from '@/lib/client/use-translator'
import type { Progress, Upload } from '@/lib/client/use-uploads'
import { smallPictureUrl } from '@/lib/links'
import type { MediaFailure } from '@/lib/schema/media'
import { clockOf } from '@/lib/words/duration'
import { TileWords } from './tile-words'

/** As refusals are said, but for what these say with a number: the status has none. */
const FAILURES = {
  unknown_kind: 'problem.unsupported_media.unknown_kind',
  damaged: 'problem.unsupported_media.damaged',
  not_playable: 'problem.unsupported_media.not_playable',
  too_large: 'studio.film.failed.too_large',
  too_long: 'studio.film.failed.too_long',
  too_much: 'problem.unsupported_media.too_much',
  no_room: 'problem.media_quota_reached',
  not_made: 'studio.film.failed.not_made',
} as const satisfies Record<MediaFailure, string>

interface FilmTileProps {
  film: Upload
  name: string
  onPause: (isPaused: boolean) => void
}

/** Film or sound of a post that is being written: how far it has come, and what has become of it. */
export function FilmTile({ film, name, onPause }: FilmTileProps) {
  const t = useTranslator()
  return (
    <TileWords
      icon={film.kind === 'audio' ? 'audio-lines' : 'film'}
      name={name}
      isUploading={film.status === 'uploading'}
    >
      {film.status === 'uploading' &&
        (film.progress ? (
          <Sent progress={film.progress} name={name} onPause={onPause} />
        ) : (
          <span role="status">
            <Spinner className="size-4" />
            <span className="sr-only">{t('studio.images.uploading', { name })}</span>
          </span>
        ))}
      {film.status === 'ready' && <Made mediaId={film.mediaId} />}
    </TileWords>
  )
}

interface SentProps {
  progress: Progress
  name: string
  onPause: (isPaused: boolean) => void
}

function Sent({ progress: { sent, total, isPaused, leftMs }, name, onPause }: SentProps) {
  const t = useTranslator()
  const { share } = useFormats()
  const part = total > 0 ? sent / total : 0
  return (
    <>
      <progress
        aria-label={t('studio.images.uploading', { name })}
        value={part}
        className="h-1 w-full overflow-hidden rounded-full accent-accent"
      />
      <span className="tabular-nums">
        {share(Math.floor(part * 100) / 100)}
        {leftMs !== null && ` · ${t('studio.film.left', { time: clockOf(leftMs) })}`}
      </span>
      <Button size="sm" variant="quiet" onClick={() => onPause(!isPaused)}>
        {t(isPaused ? 'studio.film.goOn' : 'studio.film.pause')}
      </Button>
    </>
  )
}

function Made({ mediaId }: { mediaId: string }) {
  const t = useTranslator()
  const wordProblem = useProblemWords()
  useOwnChannel()
  const { data: status, error } = useQuery(mediaStatusQuery(mediaId))
  if (error) return <span className="text-danger">{wordProblem(error)}</span>
  if (status === undefined || status.state === 'processing')
    return (
      <span role="status" className="flex max-w-full items-center gap-1.5 @min-[9.5rem]:whitespace-nowrap">
        <Spinner className="size-3.5" />
        {t('player.beingMade')}
      </span>
    )
  if (status.state === 'failed')
    return (
      <span role="alert" className="line-clamp-3 text-danger">
        {t(FAILURES[status.failure ?? 'damaged'])}
      </span>
    )
  return (
    <>
      {status.kind === 'video' && (
        <img
          src={smallPictureUrl(mediaId)}
          alt=""
          width={160}
          height={160}
          className="absolute inset-0 size-full object-cover"
        />
      )}
      <span className="absolute bottom-2.5 left-1/2 -translate-x-1/2 rounded-sm bg-surface px-1.5 py-0.5 text-text tabular-nums">
        {status.durationMs !== null && clockOf(status.durationMs)}
      </span>
    </>
  )
}
