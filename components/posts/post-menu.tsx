'use client'

import { Icon } from '@/components/ui/icon'
import { MenuLink } from '@/components/ui/menu'
import { useMe } from '@/lib/client/use-me'
import { useTranslator } from '@/lib/client/use-translator'
import { editPostHref } from '@/lib/links'
import type { Post } from '@/lib/schema/posts'
import { AuthorMenu } from './author-menu'

/** What an author can do with the post whose page this is. */
export function PostMenu({ post }: { post: Post }) {
  const me = useMe()
  const t = useTranslator()
  if (me?.id !== post.author.id) return null
  return (
    <AuthorMenu id="post-menu" label={t('post.menu')} post={post}>
      <MenuLink icon={<Icon name="pencil" />} href={editPostHref(post.id)}>
        {t('post.edit')}
      </MenuLink>
    </AuthorMenu>
  )
}
