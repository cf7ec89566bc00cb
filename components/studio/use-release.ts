'use client'

import { useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import type { Release } from '@/lib/client/drafts/draft-answers'
import type { DraftSaver } from '@/lib/client/drafts/draft-saver'
import type { Post, PostFields } from '@/lib/schema/posts'

interface Sent {
  input: PostFields
  release: Release
}

/**
 * Lets a draft out, or takes it back. `tell`: it has gone out without the button. `onReleased` hears of its going out once,
 * and of each time that it is a draft again.
 */
export function useRelease(saver: DraftSaver, onReleased: (post: Post) => void) {
  /** Known at once, before the screen shows it: a button can be tapped twice by then. */
  const isSending = useRef(false)
  const isTold = useRef(false)
  function tell(post: Post) {
    if (isTold.current) return
    isTold.current = post.status !== 'draft'
    onReleased(post)
  }
  const mutation = useMutation({
    mutationFn: ({ input, release }: Sent) => saver.release(input, release),
    onSuccess: tell,
    onSettled() {
      isSending.current = false
    },
  })
  function release(input: PostFields, release: Release) {
    if (isSending.current) return
    isSending.current = true
    mutation.mutate({ input, release })
  }
  // One that is a draft again goes on being written.
  const isOut = mutation.isSuccess && mutation.data.status !== 'draft'
  return { mutation, isOut, release, tell }
}
