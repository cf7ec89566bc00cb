'use client'

import { Icon } from '@/components/ui/icon'
import { loadLate } from '@/components/ui/load-late'
import { useTranslator } from '@/lib/client/use-translator'
import type { Post } from '@/lib/schema/posts'
import { clockOf } from '@/lib/words/duration'

const Sound = loadLate(async () => (await import('@/components/player/sound')).Sound)

/** The sound of a post: to be heard where it is open, otherwise how long it is. */
export function Sounds({ post }: { post: Post }) {
  const t = useTranslator()
  const sounds = post.media.filter(({ kind }) => kind === 'audio')
  return sounds.map(({ id, durationMs }, index) => {
    const open = post.content?.media.find((media) => media.id === id)
    const name =
      open?.alt || (sounds.length > 1 ? t('player.soundOf', { number: index + 1 }) : t('player.theSound'))
    if (open && (open.state === undefined || open.state === 'ready'))
      return <Sound key={id} sound={open} name={name} />
    const state = open?.state === 'failed' ? t('player.notReadable') : open && t('player.beingMade')
    return (
      <p key={id} className="flex items-center gap-2.5 px-5 py-3 text-muted text-sm">
        <Icon name="audio-lines" className="size-5" />
        <span>
          {name}
          {durationMs != null && ` · ${clockOf(durationMs)}`}
          {state && ` · ${state}`}
        </span>
      </p>
    )
  })
}
