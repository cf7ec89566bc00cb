'use client'

import { Button } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import { Notice } from '@/components/ui/notice'
import type { SavedDraft } from '@/lib/client/drafts/draft-saver'
import { inputOfPost } from '@/lib/client/drafts/post-input'
import { useFormats } from '@/lib/client/use-formats'
import { useTranslator } from '@/lib/client/use-translator'
import { editPostHref } from '@/lib/links'
import type { Post, PostContent } from '@/lib/schema/posts'
import { changesInWords } from './post-draft'
import { useTierLabels } from './use-tier-words'

interface DraftNoticeProps {
  /** What somebody else has made of it; null where nobody has. */
  current: Post | null
  saved: SavedDraft | null
  onTakeBack: () => void
  onGoOn: (post: Post, content: PostContent, whose: 'mine' | 'theirs') => void
}

/** What there is to know of a draft before it is let out. */
export function DraftNotice({ current, saved, onTakeBack, onGoOn }: DraftNoticeProps) {
  const t = useTranslator()
  const formats = useFormats()
  const tierLabels = useTierLabels()
  if (current?.status === 'published')
    return (
      <Notice tone="danger" title={t('studio.draft.out')}>
        <p>{t('studio.draft.out.text')}</p>
        <Link href={editPostHref(current.id)} className="mt-1 inline-block font-medium underline">
          {t('studio.draft.out.edit')}
        </Link>
      </Notice>
    )
  const { content } = current ?? {}
  if (current && content && saved) {
    const now = inputOfPost(current, content)
    const changes = changesInWords(t, formats, tierLabels, { before: saved.input, now })
    return (
      <Notice tone="danger" title={t('studio.draft.changed')}>
        <ul className="list-disc break-words pl-4">
          {changes.map((change) => (
            <li key={change}>{change}</li>
          ))}
        </ul>
        <p className="mt-1">{t('studio.draft.changed.text')}</p>
        <div className="mt-3 flex flex-wrap gap-3">
          <Button size="sm" onClick={() => onGoOn(current, content, 'mine')}>
            {t('studio.draft.changed.mine')}
          </Button>
          <Button size="sm" onClick={() => onGoOn(current, content, 'theirs')}>
            {t('studio.draft.changed.theirs')}
          </Button>
        </div>
      </Notice>
    )
  }
  if (saved?.status !== 'scheduled' || saved.publishAt === null) return null
  return (
    <Notice title={t('studio.draft.scheduled', { time: formats.soon(saved.publishAt) })}>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <span>{t('studio.draft.scheduled.text')}</span>
        <Button size="sm" onClick={onTakeBack}>
          {t('studio.draft.takeBack')}
        </Button>
      </div>
    </Notice>
  )
}
