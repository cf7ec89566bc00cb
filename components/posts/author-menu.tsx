'use client'

import { type ReactNode, useState } from 'react'
import { Icon } from '@/components/ui/icon'
import { loadLate } from '@/components/ui/load-late'
import { Menu } from '@/components/ui/menu'
import type { Post } from '@/lib/schema/posts'
import type { Removable } from './use-post-actions'

/** For authors alone: readers of the page do without. */
const PostMenuItems = loadLate(async () => (await import('./post-menu-items')).PostMenuItems, {
  Waiting: () => <li className="h-11" />,
})
const DeletePost = loadLate(async () => (await import('./delete-post')).DeletePost, { Waiting: () => null })

const ChooseSeries = loadLate(async () => (await import('./choose-series')).ChooseSeries, {
  Waiting: () => null,
})

interface AuthorMenuProps {
  id: string
  label: string
  post: Removable & Pick<Post, 'listed' | 'status'>
  /** What else can be done, above the rest. */
  children: ReactNode
}

/** What an author can do with a post of theirs. */
export function AuthorMenu({ id, label, post, children }: AuthorMenuProps) {
  const [asking, setAsking] = useState<boolean | null>(null)
  const [choosing, setChoosing] = useState<boolean | null>(null)
  return (
    <>
      <Menu
        id={id}
        label={label}
        trigger={<Icon name="ellipsis" className="size-5" />}
        triggerClass="hit-area inline-flex size-9 items-center justify-center rounded-md text-muted transition-colors hover:bg-hover hover:text-text"
      >
        {children}
        <PostMenuItems post={post} onAsk={() => setAsking(true)} onChooseSeries={() => setChoosing(true)} />
      </Menu>
      {asking !== null && <DeletePost open={asking} post={post} onClose={() => setAsking(false)} />}
      {choosing !== null && (
        <ChooseSeries open={choosing} postId={post.id} onClose={() => setChoosing(false)} />
      )}
    </>
  )
}
