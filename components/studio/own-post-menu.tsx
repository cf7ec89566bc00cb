'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { AuthorMenu } from '@/components/posts/author-menu'
import { Icon } from '@/components/ui/icon'
import { MenuItem, MenuLink } from '@/components/ui/menu'
import { useToast } from '@/components/ui/toast'
import { shorten } from '@/lib/characters'
import { createPost } from '@/lib/client/api/api'
import { keys } from '@/lib/client/cache/query-keys'
import { inputOfPost } from '@/lib/client/drafts/post-input'
import { useProblemWords } from '@/lib/client/use-problem-words'
import { useRequestKey } from '@/lib/client/use-request-key'
import { useTranslator } from '@/lib/client/use-translator'
import { editPostHref } from '@/lib/links'
import { LIMITS } from '@/lib/schema/limits'
import type { OwnPost } from '@/lib/schema/posts'
import { withoutPicture } from '@/lib/schema/text-pictures'

/** What an author can do with one of their posts in the list of them. */
export function OwnPostMenu({ post }: { post: OwnPost }) {
  const t = useTranslator()
  const toast = useToast()
  const client = useQueryClient()
  const wordError = useProblemWords()
  const requestKey = useRequestKey()
  const title = post.title === '' ? t('studio.posts.untitled') : post.title
  const copying = useMutation({
    mutationFn: () => requestKey.send((key) => createPost({ ...copyOf(), status: 'draft' }, key)),
    onSuccess(copy) {
      void client.invalidateQueries({ queryKey: keys.allOwnPosts })
      toast({ title: t('studio.posts.duplicated'), body: copy.title, href: editPostHref(copy.id) })
    },
    onError: (error) =>
      toast({ tone: 'danger', title: t('studio.posts.notDuplicated'), body: wordError(error) }),
  })

  /** Without its pictures: each belongs to one post. */
  function copyOf() {
    const content = post.content ?? { body: '', media: [] }
    const name = shorten(t('studio.posts.copyOf', { title }), LIMITS.title)
    const copied = inputOfPost(post, content)
    return { ...copied, title: name, body: withoutPicture(copied.body), mediaIds: [] }
  }

  return (
    <AuthorMenu id={`post-menu-${post.id}`} label={t('studio.posts.menu', { title })} post={post}>
      <MenuLink icon={<Icon name="pencil" />} href={editPostHref(post.id)}>
        {t('post.edit')}
      </MenuLink>
      <MenuItem icon={<Icon name="copy" />} onSelect={() => copying.mutate()}>
        {t('studio.posts.duplicate')}
      </MenuItem>
    </AuthorMenu>
  )
}
