'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Dialog } from '@/components/ui/dialog'
import { Icon } from '@/components/ui/icon'
import { loadLate } from '@/components/ui/load-late'
import { Menu, MenuItem, MenuLink } from '@/components/ui/menu'
import { useToast } from '@/components/ui/toast'
import { updatePost } from '@/lib/client/api/api'
import { useMe } from '@/lib/client/use-me'
import { useProblemWords } from '@/lib/client/use-problem-words'
import { useTranslator } from '@/lib/client/use-translator'
import { editPostHref } from '@/lib/links'
import type { Post } from '@/lib/schema/posts'

const DeletePost = loadLate(async () => (await import('./delete-post')).DeletePost)

/** What an author can do with a post of theirs. The page changes by the event, as everybody's does. */
export function PostMenu({ post }: { post: Post }) {
  const me = useMe()
  const t = useTranslator()
  const wordError = useProblemWords()
  const toast = useToast()
  const [asking, setAsking] = useState(false)
  const listing = useMutation({
    mutationFn: (listed: boolean) => updatePost(post.id, { listed }),
    onError: (error) => toast({ tone: 'danger', title: t('post.notChanged'), body: wordError(error) }),
  })
  const close = () => setAsking(false)
  if (me?.id !== post.author.id) return null
  return (
    <>
      <Menu
        id="post-menu"
        label={t('post.menu')}
        trigger={<Icon name="ellipsis" className="size-5" />}
        triggerClass="hit-area inline-flex size-9 items-center justify-center rounded-md text-muted transition-colors hover:bg-hover hover:text-text"
      >
        <MenuLink icon={<Icon name="pencil" />} href={editPostHref(post.id)}>
          {t('post.edit')}
        </MenuLink>
        {post.listed ? (
          <MenuItem icon={<Icon name="eye-off" />} onSelect={() => listing.mutate(false)}>
            {t('post.takeOff')}
          </MenuItem>
        ) : (
          <MenuItem icon={<Icon name="eye" />} onSelect={() => listing.mutate(true)}>
            {t('post.listAgain')}
          </MenuItem>
        )}
        <MenuItem icon={<Icon name="trash" />} danger opens={DeletePost} onSelect={() => setAsking(true)}>
          {t('post.delete')}
        </MenuItem>
      </Menu>
      <Dialog open={asking} onClose={close} title={t('post.delete.ask')}>
        <DeletePost postId={post.id} onClose={close} />
      </Dialog>
    </>
  )
}
