'use client'

import { useQuery } from '@tanstack/react-query'
import { PostPage } from '@/components/posts/post-page'
import { Page } from '@/components/shell/page'
import { PageHead } from '@/components/shell/page-head'
import { isolate } from '@/lib/characters'
import { useRoute } from '@/lib/client/navigation/use-place'
import { postQuery } from '@/lib/client/queries/posts'
import { useTranslator } from '@/lib/client/use-translator'

export function PostScreen() {
  const { id } = useRoute('post')
  return (
    <Page>
      <Head id={id} />
      <PostPage key={id} id={id} />
    </Page>
  )
}

/** The card only: a search engine or a chat shows it to everybody. */
function Head({ id }: { id: string }) {
  const t = useTranslator()
  const { data: post } = useQuery({ ...postQuery(id), enabled: false })
  if (!post) return <PageHead title={null} />
  const title = t('screen.post', {
    title: isolate(post.title),
    author: isolate(post.author.displayName),
  })
  return <PageHead title={title} description={post.teaser || undefined} />
}
