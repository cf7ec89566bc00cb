'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { postHref } from '@/components/links'
import { useToast } from '@/components/ui/toast'
import { createPost } from '@/lib/client/api'
import { keys } from '@/lib/client/query-keys'
import { useUploads } from '@/lib/client/use-uploads'
import type { PostInput } from '@/lib/schema/posts'
import { formState } from './form-result'
import { PostComposer } from './post-composer'
import { useOfferedTiers } from './use-offered-tiers'

export function NewPostPanel() {
  const client = useQueryClient()
  const toast = useToast()
  const tiers = useOfferedTiers()
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
      submitLabel="Publish"
      tiers={tiers}
      images={uploads}
      onAddImages={add}
      onRemoveImage={remove}
      onSubmit={(input) => mutation.mutate(input)}
    />
  )
}
