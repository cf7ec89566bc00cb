'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Icon } from '@/components/ui/icon'
import { Menu, MenuItem, MenuLink } from '@/components/ui/menu'
import { Notice } from '@/components/ui/notice'
import { useToast } from '@/components/ui/toast'
import { deletePost, updatePost } from '@/lib/client/api/api'
import { useFormats } from '@/lib/client/use-formats'
import { useMe } from '@/lib/client/use-me'
import { useProblemWords } from '@/lib/client/use-problem-words'
import { useTranslator } from '@/lib/client/use-translator'
import { editPostHref } from '@/lib/links'
import type { Post } from '@/lib/schema/posts'

/** What an author can do with a post of theirs. The page changes by the event, as everybody's does. */
export function PostMenu({ post }: { post: Post }) {
  const me = useMe()
  const t = useTranslator()
  const wordError = useProblemWords()
  const formats = useFormats()
  const toast = useToast()
  const [asking, setAsking] = useState(false)
  const listing = useMutation({
    mutationFn: (listed: boolean) => updatePost(post.id, { listed }),
    onError: (error) => toast({ tone: 'danger', title: t('post.notChanged'), body: wordError(error) }),
  })
  const deleting = useMutation({
    mutationFn: () => deletePost(post.id),
    onSuccess: (kept) => {
      setAsking(false)
      if (!kept) return
      const count = kept.keptFor
      toast({
        tone: 'neutral',
        title: t('post.kept'),
        body: t('post.keptFor', { count, shown: formats.count(count) }),
      })
    },
  })
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
        <MenuItem icon={<Icon name="trash" />} danger onSelect={() => setAsking(true)}>
          {t('post.delete')}
        </MenuItem>
      </Menu>
      <Dialog open={asking} onClose={() => setAsking(false)} title={t('post.delete.ask')}>
        <div className="flex flex-col gap-5">
          <p className="text-muted">{t('post.delete.text')}</p>
          {deleting.error && (
            <Notice tone="danger" title={t('post.notDeleted')}>
              {wordError(deleting.error)}
            </Notice>
          )}
          <div className="flex justify-end gap-2">
            <Button variant="quiet" onClick={() => setAsking(false)}>
              {t('post.delete.keep')}
            </Button>
            <Button variant="danger" loading={deleting.isPending} onClick={() => deleting.mutate()}>
              {t('post.delete.confirm')}
            </Button>
          </div>
        </div>
      </Dialog>
    </>
  )
}
