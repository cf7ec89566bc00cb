'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { type Sending, sendByParts } from '@/lib/client/api/by-parts'
import type { Sent } from '@/lib/client/api/tus-sender'
import { uploadMedia } from '@/lib/client/api/upload'
import { LIMITS } from '@/lib/schema/limits'
import type { MediaKind } from '@/lib/schema/media'
import { randomId } from './random-id'
import { TimeLeft } from './time-left'

/** Of what is sent by parts. */
export interface Progress extends Sent {
  isPaused: boolean
  /** About how long it takes from here; null while nobody can know. */
  leftMs: number | null
}

/** One picture, film or sound on its way to the server, or there. */
export type Upload = {
  /** Ours, for the list, and the key under which it is sent. */
  key: string
  /** Of the file; null where only the server has it. */
  name: string | null
  kind: MediaKind
  /** Object URL of the file, shown at once; or where the server has it. */
  url: string
  /** Whose place it takes: the text may name that one. */
  replaces?: string | undefined
} & (
  | { status: 'uploading'; progress?: Progress }
  /** `keptAlt`: what the server has of its description; missing for nothing. */
  | { status: 'ready'; mediaId: string; alt: string; keptAlt?: string | undefined }
  | { status: 'failed'; error: Error; file: File }
)

export interface Uploads {
  uploads: readonly Upload[]
  /** In their order, as far as there is room; what is left out is said in `leftOut`. The keys of what is not. */
  add(files: readonly File[]): string[]
  /** Another file takes its place. */
  replace(key: string, file: File): void
  /** Sends a failed one again: if it has arrived after all, it is the same. */
  retry(upload: Upload): void
  /** What is sent by parts waits, or goes on. */
  pause(key: string, isPaused: boolean): void
  remove(key: string): void
  /** Puts it at that place among the others, the first being 0. */
  move(key: string, to: number): void
  /** What is in it, as it was typed. */
  setAlt(key: string, alt: string): void
  /** In place of what the server had; what is not there yet goes on. */
  replaceReady(ready: readonly Upload[]): void
  /** Names of what was chosen last and is too much. */
  leftOut: readonly string[]
}

const none = (): Upload[] => []

/** One that is sent by parts. */
interface Large {
  sending: Sending
  left: TimeLeft
}

/** Uploads files as they are chosen, in their order, after those that are there already. */
export function useUploads(max: number, initial: () => Upload[] = none): Uploads {
  const [uploads, setUploads] = useState(initial)
  const [leftOut, setLeftOut] = useState<readonly string[]>([])
  const urls = useRef(new Set<string>())
  /** What is sent by parts, until it has arrived or is removed. */
  const sendings = useRef(new Map<string, Large>())

  useEffect(() => {
    const [made, sent] = [urls.current, sendings.current]
    return () => {
      for (const url of made) URL.revokeObjectURL(url)
      for (const { sending } of sent.values()) sending.leave()
    }
  }, [])

  const change = useCallback(
    (key: string, to: (known: Upload) => Upload) =>
      setUploads((list) => list.map((known) => (known.key === key ? to(known) : known))),
    [],
  )

  const sendLarge = useCallback(
    async (key: string, file: File): Promise<string> => {
      // Another try goes on where the one before has come.
      sendings.current.get(key)?.sending.leave()
      const left = new TimeLeft()
      const sending = sendByParts(file, (sent) => {
        const progress = { ...sent, isPaused: false, leftMs: left.note(sent, performance.now()) }
        change(key, (known) => (known.status === 'uploading' ? { ...known, progress } : known))
      })
      sendings.current.set(key, { sending, left })
      const id = await sending.done
      sendings.current.delete(key)
      return id
    },
    [change],
  )

  const send = useCallback(
    ({ key, name, kind, url }: Pick<Upload, 'key' | 'name' | 'kind' | 'url'>, file: File) => {
      const facts = { key, name, kind, url }
      change(key, (known) => ({ ...facts, ...replacedBy(known), status: 'uploading' }))
      const sent =
        kind === 'image' && file.size <= LIMITS.wholePictureBytes
          ? uploadMedia(file, key).then(({ id }) => id)
          : sendLarge(key, file)
      sent.then(
        (mediaId) =>
          change(key, (known) => ({ ...facts, ...replacedBy(known), status: 'ready', mediaId, alt: '' })),
        (error: Error) =>
          change(key, (known) => ({ ...facts, ...replacedBy(known), status: 'failed', error, file })),
      )
    },
    [change, sendLarge],
  )

  const room = max - uploads.length
  const add = useCallback(
    (files: readonly File[]) => {
      setLeftOut(files.slice(room).map(({ name }) => name))
      return files.slice(0, room).map((file) => {
        const facts = factsOf(file, urls.current)
        setUploads((list) => [...list, { ...facts, status: 'uploading' }])
        send(facts, file)
        return facts.key
      })
    },
    [send, room],
  )

  const replace = useCallback(
    (key: string, file: File) => {
      sendings.current.get(key)?.sending.cancel()
      sendings.current.delete(key)
      const facts = factsOf(file, urls.current)
      change(key, (known) => ({ ...facts, ...replacedBy(known), status: 'uploading' }))
      send(facts, file)
    },
    [send, change],
  )

  const retry = useCallback(
    (upload: Upload) => {
      if (upload.status === 'failed') send(upload, upload.file)
    },
    [send],
  )
  const pause = useCallback(
    (key: string, isPaused: boolean) => {
      const large = sendings.current.get(key)
      large?.left.forget()
      if (isPaused) large?.sending.pause()
      else large?.sending.resume()
      change(key, (known) =>
        known.status === 'uploading' && known.progress
          ? { ...known, progress: { ...known.progress, isPaused, leftMs: null } }
          : known,
      )
    },
    [change],
  )
  const remove = useCallback((key: string) => {
    setLeftOut([])
    sendings.current.get(key)?.sending.cancel()
    sendings.current.delete(key)
    setUploads((list) => list.filter((upload) => upload.key !== key))
  }, [])
  const move = useCallback((key: string, to: number) => {
    setUploads((list) => {
      const moved = list.find((upload) => upload.key === key)
      if (moved === undefined) return list
      const others = list.filter((upload) => upload !== moved)
      return [...others.slice(0, to), moved, ...others.slice(to)]
    })
  }, [])
  const setAlt = useCallback(
    (key: string, alt: string) =>
      change(key, (upload) => (upload.status === 'ready' ? { ...upload, alt } : upload)),
    [change],
  )
  const replaceReady = useCallback((ready: readonly Upload[]) => {
    setLeftOut([])
    setUploads((list) => [...ready, ...list.filter(({ status }) => status !== 'ready')])
  }, [])
  return { uploads, add, replace, retry, pause, remove, move, setAlt, replaceReady, leftOut }
}

/** As it is shown from the moment it is chosen. Its address is noted in `urls`, to be given back. */
function factsOf(file: File, urls: Set<string>) {
  const url = URL.createObjectURL(file)
  urls.add(url)
  return { key: randomId(), name: file.name, kind: kindOf(file), url }
}

/** What was in the place of an upload that begins, or goes on. */
function replacedBy(known: Upload): Pick<Upload, 'replaces'> {
  const replaces = known.status === 'ready' ? known.mediaId : known.replaces
  return replaces === undefined ? {} : { replaces }
}

/** By what the browser takes it for; the server looks into it. */
function kindOf({ type }: File): MediaKind {
  if (type.startsWith('video/')) return 'video'
  return type.startsWith('audio/') ? 'audio' : 'image'
}

/** What the server has. */
export function uploaded(mediaId: string, url: string, alt = '', kind: MediaKind = 'image'): Upload {
  return { key: mediaId, name: null, kind, url, status: 'ready', mediaId, alt }
}

/** What is said of each, for who does not see it. */
export function altsOf(uploads: readonly Upload[]): Record<string, string> {
  return Object.fromEntries(
    uploads.flatMap((upload) => (upload.status === 'ready' ? [[upload.mediaId, upload.alt]] : [])),
  )
}

/** Which of them are no pictures. */
export function kindsOf(uploads: readonly Upload[]): Record<string, MediaKind> {
  return Object.fromEntries(
    uploads.flatMap((upload) =>
      upload.status === 'ready' && upload.kind !== 'image' ? [[upload.mediaId, upload.kind]] : [],
    ),
  )
}

export function isUnderWay(uploads: readonly Upload[]): boolean {
  return uploads.some(({ status }) => status === 'uploading')
}

export function readyIds(uploads: readonly Upload[]): string[] {
  return uploads.flatMap((upload) => (upload.status === 'ready' ? [upload.mediaId] : []))
}
