'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { postHref } from '@/components/links'
import { useToast } from '@/components/ui/toast'
import { createPost } from '@/lib/client/api'
import { creatorQuery } from '@/lib/client/queries'
import { keys } from '@/lib/client/query-keys'
import { useMe } from '@/lib/client/use-me'
import { useUploads } from '@/lib/client/use-uploads'
import type { PostInput } from '@/lib/schema/posts'
import { formState } from './form-result'
import { PostComposer } from './post-composer'

export function NewPostPanel() {
  const me = useMe()
  const client = useQueryClient()
  const toast = useToast()
  const creator = useQuery({ ...creatorQuery(me?.handle ?? ''), enabled: me?.handle != null }).data
  const { uploads, add, remove, clear } = useUploads()
  /** Counts the published ones: the composer starts empty after each. */
  const [published, setPublished] = useState(0)
  const mutation = useMutation({
    mutationFn: (input: PostInput) => createPost(input),
    onSuccess: (post) => {
      clear()
      setPublished((count) => count + 1)
      void client.invalidateQueries({ queryKey: keys.posts })
      toast({ tone: 'positive', title: 'Published', body: post.title, href: postHref(post.id) })
    },
  })
  return (
    <PostComposer
      key={published}
      {...formState(mutation)}
      tiers={creator?.tiers.filter(({ enabled }) => enabled).map(({ tier }) => tier) ?? []}
      images={uploads}
      onAddImages={add}
      onRemoveImage={remove}
      onSubmit={(input) => mutation.mutate(input)}
    />
  )
}
