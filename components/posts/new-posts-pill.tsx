import { useRef } from 'react'
import { Avatar } from '@/components/ui/avatar'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { useFreePlace } from '@/components/ui/use-free-place'
import { useFormats } from '@/lib/client/use-formats'
import { useTranslator } from '@/lib/client/use-translator'
import { avatarSources } from '@/lib/links'
import type { NewPosts } from '@/lib/schema/posts'

/** The server counts no further. */
const COUNTED_MAX = 100

interface NewPostsPillProps {
  news: NewPosts
  /** They are being read. */
  busy: boolean
  onShow: () => void
}

/** How many came, and whose. */
export function NewPostsPill({ news: { count, authors }, busy, onShow }: NewPostsPillProps) {
  const t = useTranslator()
  const formats = useFormats()
  const shown = count < COUNTED_MAX ? formats.count(count) : `${formats.count(COUNTED_MAX - 1)}+`
  const pill = useRef<HTMLDivElement>(null)
  useFreePlace(pill, true, { rank: 1, mayWait: true })
  return (
    <div ref={pill} data-floats="pill" className="-mt-4 self-start rounded-full shadow-float">
      <span className="inline-flex animate-arrive [&>button]:rounded-full">
        <Button variant="primary" loading={busy} onClick={onShow}>
          <Icon name="arrow-up" className="size-4" />
          <span className="flex -space-x-2">
            {authors.map((author) => (
              <span key={author.id} className="flex rounded-full ring-2 ring-accent">
                <Avatar name={author.displayName} picture={avatarSources(author)} size="xs" />
              </span>
            ))}
          </span>
          <span>{t('count.newPosts', { count, shown })}</span>
          <span className="sr-only">
            {t('feed.new.by', { names: authors.map(({ displayName }) => displayName).join(', ') })}
          </span>
        </Button>
      </span>
    </div>
  )
}
