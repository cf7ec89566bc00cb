'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { countOf } from '@/components/ui/count'
import { Dialog } from '@/components/ui/dialog'
import { Icon } from '@/components/ui/icon'
import { Menu, MenuItem, MenuLink } from '@/components/ui/menu'
import { Notice } from '@/components/ui/notice'
import { useToast } from '@/components/ui/toast'
import { deletePost, updatePost } from '@/lib/client/api/api'
import { useMe } from '@/lib/client/use-me'
import { editPostHref } from '@/lib/links'
import type { Post } from '@/lib/schema/posts'

/** What an author can do with a post of theirs. The page changes by the event, as everybody's does. */
export function PostMenu({ post }: { post: Post }) {
  const me = useMe()
  const toast = useToast()
  const [asking, setAsking] = useState(false)
  const listing = useMutation({
    mutationFn: (listed: boolean) => updatePost(post.id, { listed }),
    onError: (error) => toast({ tone: 'danger', title: 'Nothing has changed', body: error.message }),
  })
  const deleting = useMutation({
    mutationFn: () => deletePost(post.id),
    onSuccess: (kept) => {
      setAsking(false)
      if (kept) toast({ tone: 'neutral', title: 'Not listed any more', body: keptInWords(kept.keptFor) })
    },
  })
  if (me?.id !== post.author.id) return null
  return (
    <>
      <Menu
        id="post-menu"
        label="Your post"
        trigger={<Icon name="ellipsis" className="size-5" />}
        triggerClass="hit-area inline-flex size-9 items-center justify-center rounded-md text-muted transition-colors hover:bg-hover hover:text-text"
      >
        <MenuLink icon={<Icon name="pencil" />} href={editPostHref(post.id)}>
          Edit
        </MenuLink>
        {post.listed ? (
          <MenuItem icon={<Icon name="eye-off" />} onSelect={() => listing.mutate(false)}>
            Take off lists and sale
          </MenuItem>
        ) : (
          <MenuItem icon={<Icon name="eye" />} onSelect={() => listing.mutate(true)}>
            List it again
          </MenuItem>
        )}
        <MenuItem icon={<Icon name="trash" />} danger onSelect={() => setAsking(true)}>
          Delete
        </MenuItem>
      </Menu>
      <Dialog open={asking} onClose={() => setAsking(false)} title="Delete this post?">
        <div className="flex flex-col gap-5">
          <p className="text-muted">
            If nobody has bought it, it goes for everybody, and this cannot be undone. Whoever has bought it
            keeps it for good: then it only leaves the lists and is not for sale any more.
          </p>
          {deleting.error && (
            <Notice tone="danger" title="It is still there">
              {deleting.error.message}
            </Notice>
          )}
          <div className="flex justify-end gap-2">
            <Button variant="quiet" onClick={() => setAsking(false)}>
              Keep it
            </Button>
            <Button variant="danger" loading={deleting.isPending} onClick={() => deleting.mutate()}>
              Delete the post
            </Button>
          </div>
        </div>
      </Dialog>
    </>
  )
}

function keptInWords(buyers: number): string {
  return `Kept for you and ${countOf(buyers, 'buyer', 'buyers')}`
}
