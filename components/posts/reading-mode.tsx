'use client'

import { useState } from 'react'
import { Icon } from '@/components/ui/icon'
import { loadLate, warming } from '@/components/ui/load-late'
import { useTranslator } from '@/lib/client/use-translator'
import type { Post, PostContent } from '@/lib/schema/posts'
import { charactersIn, minutesToRead } from './minutes'

/** About a minute and a half: shorter ones are read where they stand. */
const LONG_CHARACTERS = 1_800

const ReadingSheet = loadLate(async () => (await import('./reading-sheet')).ReadingSheet, {
  Waiting: () => null,
})

/** For a long text: how long it takes, and a calmer place to read it. Nothing for a short one. */
export function ReadingMode({ post, content }: { post: Post; content: PostContent }) {
  const t = useTranslator()
  const [isOpen, setIsOpen] = useState(false)
  if (charactersIn(content.body) < LONG_CHARACTERS) return null
  const minutes = minutesToRead(content.body)
  return (
    <p className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-sm">
      <span>{t('post.minutes', { minutes })}</span>
      <button
        type="button"
        aria-haspopup="dialog"
        className="hit-area inline-flex h-8 items-center gap-1.5 rounded-md font-medium text-text underline decoration-accent decoration-2 underline-offset-4 hover:decoration-current"
        onClick={() => setIsOpen(true)}
        {...warming(ReadingSheet)}
      >
        <Icon name="book-open" className="size-4" />
        <span>{t('post.reading')}</span>
      </button>
      {isOpen && <ReadingSheet post={post} content={content} onClose={() => setIsOpen(false)} />}
    </p>
  )
}
