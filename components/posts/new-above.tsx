'use client'

import { type RefObject, useEffect, useEffectEvent, useRef } from 'react'
import { Icon } from '@/components/ui/icon'
import { loadLate } from '@/components/ui/load-late'
import { Spinner } from '@/components/ui/spinner'
import { useTranslator } from '@/lib/client/use-translator'
import type { NewPosts } from '@/lib/schema/posts'

const NewPostsPill = loadLate(async () => (await import('./new-posts-pill')).NewPostsPill, {
  Waiting: () => null,
  // There is the link of the page, which does the same.
  Failed: () => null,
})

interface NewAboveProps {
  news: NewPosts
  /** The list is being read from its top. */
  busy: boolean
  onShow: () => void
}

/**
 * What came above a list while it is read. Takes no room of its own, so what is read stays where it is. Pulling the page
 * down on a phone does the same as pressing the pill.
 */
export function NewAbove({ news, busy, onShow }: NewAboveProps) {
  const t = useTranslator()
  const pulled = useRef<HTMLSpanElement>(null)
  usePullDown(pulled, onShow)
  return (
    <div
      className="sticky top-20 z-10 -mb-6 flex h-0 justify-center md:top-8"
      // There from the start: what is put into it is read out.
      role="status"
    >
      {news.count > 0 ? (
        <NewPostsPill news={news} busy={busy} onShow={onShow} />
      ) : (
        busy && (
          <span className="flex size-10 -translate-y-4 items-center justify-center rounded-full bg-raised shadow-float">
            <Spinner className="size-5" />
            <span className="sr-only">{t('posts.loading')}</span>
          </span>
        )
      )}
      <span ref={pulled} aria-hidden="true" className="pulled">
        <Icon name="rotate-cw" className="size-5" />
      </span>
    </div>
  )
}

/** Only where fingers are is it loaded. */
function usePullDown(sign: RefObject<HTMLElement | null>, onPulled: () => void): void {
  const pulled = useEffectEvent(onPulled)
  useEffect(() => {
    const { current: element } = sign
    if (element === null || !matchMedia('(pointer: coarse)').matches) return
    let stop: (() => void) | null = () => {}
    import('@/lib/client/pull-down').then(
      ({ followPulls }) => {
        if (stop !== null) stop = followPulls(element, pulled)
      },
      // Then the page is pulled as the browser does it.
      () => {},
    )
    return () => {
      stop?.()
      stop = null
    }
  }, [sign])
}
