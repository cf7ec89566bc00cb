import { useQueryClient } from '@tanstack/react-query'
import { type KeyboardEvent, type SyntheticEvent, useRef, useState } from 'react'
import { keys } from '@/lib/client/cache/query-keys'
import { keepPlace, placeIn } from '@/lib/client/places'
import { play } from './play'
import { pressInPlayer } from './player-keys'

const KEPT_EVERY_S = 5

interface Place {
  at: number
  isPlaying: boolean
}

/** What film and sound have in common: the place that is remembered, how fast they play, and what goes wrong. */
export function usePlayer(mediaId: string) {
  const client = useQueryClient()
  const [rate, setRate] = useState(1)
  /** It cannot be had, or not any more. */
  const [isBroken, setIsBroken] = useState(false)
  const keptAt = useRef(0)
  /** Where the next file goes on, until it is there. */
  const held = useRef<Place | null>(null)
  /** Where it went wrong the last time, until it has played on from there. */
  const wrongAt = useRef<number | null>(null)

  /** Before it is loaded anew: after that it is at its beginning, and paused. */
  function holdPlace(player: HTMLMediaElement | null) {
    if (player === null) return
    const before = held.current
    held.current = isThere(player)
      ? { at: player.currentTime, isPlaying: !player.paused }
      : { at: before?.at ?? placeIn(mediaId), isPlaying: before?.isPlaying || !player.paused }
  }

  function note(player: HTMLMediaElement) {
    // Between two files it is at its beginning, where nobody has gone.
    if (isThere(player)) keepPlace(mediaId, player.currentTime, player.duration)
  }

  /** A membership may have ended, or an address run out: then the post is locked by now, or has another. */
  const readPostAnew = () => void client.invalidateQueries({ queryKey: keys.posts })

  return {
    rate,
    isBroken,
    holdPlace,
    changeRate(next: number, player: HTMLMediaElement | null) {
      setRate(next)
      if (player) player.playbackRate = next
    },
    retry() {
      wrongAt.current = null
      setIsBroken(false)
      readPostAnew()
    },
    onKeyDown(event: KeyboardEvent, player: HTMLMediaElement | null) {
      if (!player || event.metaKey || event.ctrlKey || event.altKey) return
      if (event.target instanceof HTMLSelectElement) return
      if (pressInPlayer(event.code, player)) event.preventDefault()
    },
    events: {
      onLoadedMetadata({ currentTarget: player }: SyntheticEvent<HTMLMediaElement>) {
        player.playbackRate = rate
        const { at, isPlaying } = held.current ?? { at: placeIn(mediaId), isPlaying: false }
        held.current = null
        if (at > 0) player.currentTime = at
        if (isPlaying) play(player)
      },
      onTimeUpdate({ currentTarget: player }: SyntheticEvent<HTMLMediaElement>) {
        if (!isThere(player)) return
        const { currentTime } = player
        if (wrongAt.current !== null && currentTime - wrongAt.current >= KEPT_EVERY_S) wrongAt.current = null
        if (Math.abs(currentTime - keptAt.current) < KEPT_EVERY_S) return
        keptAt.current = currentTime
        note(player)
      },
      onPause: ({ currentTarget }: SyntheticEvent<HTMLMediaElement>) => note(currentTarget),
      onError({ currentTarget: player }: SyntheticEvent<HTMLMediaElement>) {
        holdPlace(player)
        if (wrongAt.current === null) {
          wrongAt.current = held.current?.at ?? 0
          player.load()
          return
        }
        setIsBroken(true)
        readPostAnew()
      },
    },
  }
}

/** Whether it knows what it plays, and so where it is. */
function isThere({ readyState }: HTMLMediaElement): boolean {
  return readyState >= HTMLMediaElement.HAVE_METADATA
}
