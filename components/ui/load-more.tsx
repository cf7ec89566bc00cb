'use client'

import { useEffect, useRef } from 'react'
import { useTranslator } from '@/lib/client/use-translator'
import { Button } from './button'

/** How far before the end the next page is asked for. */
const AHEAD = '1200px'

interface LoadMoreProps {
  query: {
    hasNextPage: boolean
    isFetchingNextPage: boolean
    isFetchNextPageError: boolean
    fetchNextPage: () => Promise<unknown>
  }
}

/** Gets the next page when its reader comes near; a button for who goes there by keyboard, or when it failed. */
export function LoadMore({ query }: LoadMoreProps) {
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query
  const t = useTranslator()
  const end = useRef<HTMLDivElement>(null)
  const mayLoad = hasNextPage && !isFetchingNextPage && !isFetchNextPageError

  useEffect(() => {
    const element = end.current
    if (!mayLoad || element === null) return
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) void fetchNextPage()
      },
      { rootMargin: AHEAD },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [mayLoad, fetchNextPage])

  if (!hasNextPage) return null
  return (
    <div ref={end} className="flex justify-center py-4">
      <Button variant="quiet" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
        {isFetchNextPageError ? t('ui.retry') : t('ui.more')}
      </Button>
    </div>
  )
}
