import { useCallback, useEffect } from 'react'
import { sendViews } from './api/api'

/** So long a title is on the screen before its card counts as seen. */
const SEEN_MS = 1_000
/** What is looked at one after the other is told together. */
const TELL_MS = 5_000

/** What this page has shown its reader, told once for each post. */
class Views {
  readonly #told = { seen: new Set<string>(), opened: new Set<string>() }
  #seen: string[] = []
  #opened: string[] = []
  #timer: number | undefined

  constructor() {
    addEventListener('pagehide', () => this.#tell())
    document.addEventListener('visibilitychange', () => document.hidden && this.#tell())
  }

  seen(postId: string): void {
    this.#note('seen', this.#seen, postId)
  }

  opened(postId: string): void {
    this.#note('opened', this.#opened, postId)
  }

  #note(kind: 'seen' | 'opened', waiting: string[], postId: string): void {
    if (this.#told[kind].has(postId)) return
    this.#told[kind].add(postId)
    waiting.push(postId)
    this.#timer ??= window.setTimeout(() => this.#tell(), TELL_MS)
  }

  #tell(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const [seen, opened] = [this.#seen, this.#opened]
    if (seen.length + opened.length === 0) return
    this.#seen = []
    this.#opened = []
    // A count that is lost is nothing that a reader should hear of.
    sendViews({ seen, opened }).catch(() => {})
  }
}

let made: Views | undefined
const views = () => {
  made ??= new Views()
  return made
}

/** For the title of a card: once it has been on the screen for a moment, the author's count of who has seen it grows. */
export function useSeen(postId: string): (title: Element | null) => (() => void) | undefined {
  return useCallback(
    (title) => {
      if (title === null) return
      let timer: number | undefined
      const observer = new IntersectionObserver(([entry]) => {
        clearTimeout(timer)
        if (entry?.isIntersecting) timer = window.setTimeout(() => views().seen(postId), SEEN_MS)
      })
      observer.observe(title)
      return () => {
        clearTimeout(timer)
        observer.disconnect()
      }
    },
    [postId],
  )
}

/** For the page of a post. */
export function useOpened(postId: string | undefined): void {
  useEffect(() => {
    if (postId !== undefined) views().opened(postId)
  }, [postId])
}
