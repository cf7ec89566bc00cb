'use client'

import { useLayoutEffect, useRef } from 'react'
import { interceptPops, onMove } from '@/lib/client/navigation/place'

/**
 * An open sheet has a place in the history of its own, so that Back closes it before it leaves the page. A sheet that
 * was closed otherwise leaves that place empty: the next sheet takes it, and who goes back past it is taken on.
 */
interface Places {
  /** On the entry of a sheet. */
  sheet?: string
  /** On the entry below it. */
  below?: string
}

const closers = new Map<string, () => void>()
/** The entry of the sheet that this page stands on, open or empty. */
let current: string | undefined
let made = 0
let isListening = false

/** Calls `onClose` when Back is pressed while `open`. */
export function useBackCloses(open: boolean, onClose: () => void): void {
  const close = useRef(onClose)

  useLayoutEffect(() => {
    close.current = onClose
  })
  // Before the sheet is seen: Back may be pressed from then on.
  useLayoutEffect(() => {
    if (!open) return
    const sheet = enter()
    closers.set(sheet, () => close.current())
    return () => void closers.delete(sheet)
  }, [open])
}

function placesOf(state: unknown): Places {
  const places = typeof state === 'object' && state !== null && 'fonana' in state ? state.fonana : undefined
  return (places as Places | undefined) ?? {}
}

function enter(): string {
  listen()
  const { sheet: empty } = placesOf(history.state)
  if (empty !== undefined && !closers.has(empty)) {
    current = empty
    return empty
  }
  made += 1
  const sheet = `${performance.timeOrigin} ${made}`
  const state = history.state ?? {}
  // What else is in the entry goes along: it is the same page.
  history.replaceState({ ...state, fonana: { ...placesOf(state), below: sheet } }, '')
  history.pushState({ ...state, fonana: { sheet } }, '')
  current = sheet
  return sheet
}

function listen(): void {
  if (isListening) return
  isListening = true
  // Another page: by a link of the sheet, which takes its place, or out of an empty one.
  onMove(() => {
    current = placesOf(history.state).sheet
  })
  interceptPops(({ state }) => {
    const { sheet, below } = placesOf(state)
    const left = current
    current = sheet
    if (left === undefined || below !== left) return false
    const close = closers.get(left)
    if (close === undefined) history.back()
    else close()
    // It is the same page.
    return true
  })
}
