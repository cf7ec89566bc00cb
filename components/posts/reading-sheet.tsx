'use client'

import { useEffect, useRef } from 'react'
import { Icon } from '@/components/ui/icon'
import { IconButton } from '@/components/ui/icon-button'
import { useBackCloses } from '@/components/ui/use-back-closes'
import { useElementId } from '@/components/ui/use-element-id'
import { useFormats } from '@/lib/client/use-formats'
import { useTranslator } from '@/lib/client/use-translator'
import type { Post, PostContent } from '@/lib/schema/posts'
import { PictureInText } from './picture-in-text'
import { PostBody, textOf } from './post-body'

interface ReadingSheetProps {
  post: Post
  content: PostContent
  /** It has closed. */
  onClose: () => void
}

/** A text and nothing around it: larger, in short lines. Escape and Back close it, and the focus goes back. */
export function ReadingSheet({ post, content, onClose }: ReadingSheetProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useElementId()
  const t = useTranslator()
  const formats = useFormats()
  const close = () => dialog.current?.close()
  useBackCloses(true, close)

  useEffect(() => {
    const { current: opened } = dialog
    if (opened && !opened.open) opened.showModal()
  }, [])

  return (
    <dialog ref={dialog} onClose={onClose} aria-labelledby={heading} className="reading">
      <div className="sticky top-0 z-10 flex justify-end bg-canvas/90 px-2 py-1.5">
        <IconButton label={t('post.reading.close')} onClick={close}>
          <Icon name="x" className="size-5" />
        </IconButton>
      </div>
      <article className="mx-auto max-w-[42rem] px-5 pt-4 pb-24 sm:px-8 md:pt-10">
        <h2 id={heading} className="font-semibold text-2xl sm:text-3xl">
          <bdi>{post.title}</bdi>
        </h2>
        <p className="mt-3 mb-8 text-muted text-sm">
          <bdi>{post.author.displayName}</bdi>
          <span>{` · ${formats.day(post.createdAt)}`}</span>
        </p>
        <PostBody blocks={textOf(content)} level={2} picture={PictureInText} />
      </article>
    </dialog>
  )
}
