'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { uploadMedia } from '@/lib/client/api/upload'
import { randomId } from './random-id'

/** One image on its way to the server, or there. */
export type Upload = {
  /** Ours, for the list, and the key under which it is sent. */
  key: string
  /** Of the file; null where only the server has it. */
  name: string | null
  /** Object URL of the file, shown at once; or where the server has it. */
  url: string
} & (
  | { status: 'uploading' }
  | { status: 'ready'; mediaId: string }
  | { status: 'failed'; error: Error; file: File }
)

export interface Uploads {
  uploads: readonly Upload[]
  /** In their order, as far as there is room; what is left out is said in `leftOut`. */
  add(files: readonly File[]): void
  /** Sends a failed one again: if it has arrived after all, it is the same. */
  retry(upload: Upload): void
  remove(key: string): void
  reset(uploads?: Upload[]): void
  /** Names of what was chosen last and is too much. */
  leftOut: readonly string[]
}

const none = (): Upload[] => []

/** Uploads images as they are chosen, in their order, after those that are there already. */
export function useUploads(max: number, initial: () => Upload[] = none): Uploads {
  const [uploads, setUploads] = useState(initial)
  const [leftOut, setLeftOut] = useState<readonly string[]>([])
  const urls = useRef(new Set<string>())

  useEffect(() => {
    const made = urls.current
    return () => {
      for (const url of made) URL.revokeObjectURL(url)
    }
  }, [])

  const send = useCallback((facts: Pick<Upload, 'key' | 'name' | 'url'>, file: File) => {
    const settle = (upload: Upload) =>
      setUploads((list) => list.map((known) => (known.key === facts.key ? upload : known)))
    settle({ ...facts, status: 'uploading' })
    uploadMedia(file, facts.key).then(
      ({ id }) => settle({ ...facts, status: 'ready', mediaId: id }),
      (error: Error) => settle({ ...facts, status: 'failed', error, file }),
    )
  }, [])

  const room = max - uploads.length
  const add = useCallback(
    (files: readonly File[]) => {
      setLeftOut(files.slice(room).map(({ name }) => name))
      for (const file of files.slice(0, room)) {
        const url = URL.createObjectURL(file)
        urls.current.add(url)
        const facts = { key: randomId(), name: file.name, url }
        setUploads((list) => [...list, { ...facts, status: 'uploading' }])
        send(facts, file)
      }
    },
    [send, room],
  )

  const retry = useCallback(
    (upload: Upload) => {
      const { key, name, url } = upload
      if (upload.status === 'failed') send({ key, name, url }, upload.file)
    },
    [send],
  )
  const remove = useCallback((key: string) => {
    setLeftOut([])
    setUploads((list) => list.filter((upload) => upload.key !== key))
  }, [])
  const reset = useCallback((next: Upload[] = []) => {
    setLeftOut([])
    setUploads(next)
  }, [])
  return { uploads, add, retry, remove, reset, leftOut }
}

/** An image that the server has. */
export function uploaded(mediaId: string, url: string): Upload {
  return { key: mediaId, name: null, url, status: 'ready', mediaId }
}

export function readyIds(uploads: readonly Upload[]): string[] {
  return uploads.flatMap((upload) => (upload.status === 'ready' ? [upload.mediaId] : []))
}
