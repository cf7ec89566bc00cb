'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { newPostsQuery, type PostSource } from '@/lib/client/queries/posts'
import type { NewPosts, Post } from '@/lib/schema/posts'
import { readFromTop } from './read-from-top'

interface NewAbove {
  /** What came above the list since it was read. */
  news: NewPosts
  /** Begins the list anew, with what came; rejects where it could not be read. */
  show: () => Promise<void>
  isShowing: boolean
}

/** What others publish while a list is read waits above it until its reader asks. */
export function useNewPosts(source: PostSource, first: Post | undefined, readAt: number): NewAbove {
  const client = useQueryClient()
  const [isShowing, setIsShowing] = useState(false)
  const { data: news } = useQuery(newPostsQuery(source, first, readAt))

  async function show(): Promise<void> {
    setIsShowing(true)
    try {
      await readFromTop(client, source.list)
    } finally {
      setIsShowing(false)
    }
  }

  return { news, show, isShowing }
}
