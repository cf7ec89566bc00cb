'use client'

import { useMutation } from '@tanstack/react-query'
import { Ellipsis, Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { editPostHref } from '@/components/links'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Menu, MenuItem, MenuLink } from '@/components/ui/menu'
import { Notice } from '@/components/ui/notice'
import { deletePost } from '@/lib/client/api'
import { useMe } from '@/lib/client/use-me'
import type { Post } from '@/lib/schema/posts'

/** What an author can do with a post of theirs. The page changes by the event, as everybody's does. */
export function PostMenu({ post }: { post: Post }) {
  const me = useMe()
  const [asking, setAsking] = useState(false)
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => deletePost(post.id),
    onSuccess: () => setAsking(false),
  })
  if (me?.id !== post.author.id) return null
  return (
    <>
      <Menu
        label="Your post"
        trigger={<Ellipsis className="size-5" aria-hidden="true" />}
        triggerClass="hit-area inline-flex size-9 items-center justify-center rounded-md text-muted transition-colors hover:bg-hover hover:text-text"
      >
        <MenuLink icon={<Pencil />} href={editPostHref(post.id)}>
          Edit
        </MenuLink>
        <MenuItem icon={<Trash2 />} danger onSelect={() => setAsking(true)}>
          Delete
        </MenuItem>
      </Menu>
      <Dialog open={asking} onClose={() => setAsking(false)} title="Delete this post?">
        <div className="flex flex-col gap-5">
          <p className="text-muted">
            It goes for everybody, also for those who bought it. This cannot be undone.
          </p>
          {error && (
            <Notice tone="danger" title="It is still there">
              {error.message}
            </Notice>
          )}
          <div className="flex justify-end gap-2">
            <Button variant="quiet" onClick={() => setAsking(false)}>
              Keep it
            </Button>
            <Button variant="danger" loading={isPending} onClick={() => mutate()}>
              Delete for everybody
            </Button>
          </div>
        </div>
      </Dialog>
    </>
  )
}
