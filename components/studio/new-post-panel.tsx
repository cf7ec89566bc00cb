'use client'

import { useQueryClient } from '@tanstack/react-query'
import { keys } from '@/lib/client/cache/query-keys'
import { useMe } from '@/lib/client/use-me'
import type { Post } from '@/lib/schema/posts'
import { DraftEditor } from './draft-editor'
import type { KeptPost } from './kept-post'
import { useBeginning } from './use-beginning'
import { useSayReleased } from './use-say-released'

/** A new post: what is written stays in this browser until it is out, and is a draft on the server. */
export function NewPostPanel() {
  const sayReleased = useSayReleased()
  const client = useQueryClient()
  const name = `new.${useMe()?.id ?? ''}`
  const { key, kept, beginAnew, finish } = useBeginning<KeptPost>(name)

  function announce(post: Post) {
    sayReleased(post)
    if (post.status === 'draft') return
    finish()
    // Lists begin anew, with it.
    client.removeQueries({ queryKey: keys.posts, type: 'inactive' })
  }

  return (
    <DraftEditor
      key={key}
      kept={kept ?? null}
      keepAs={kept === undefined ? null : name}
      initial={null}
      onBeginAnew={beginAnew}
      onReleased={announce}
    />
  )
}
