'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { uploadMedia } from './api'

/** One image on its way to the server, or there. */
export type Upload = {
  /** Ours, for the list. */
  key: string
  name: string
  /** Object URL of the file, shown at once; or where the server has it. */
  url: string
} & ({ status: 'uploading' } | { status: 'ready'; mediaId: string } | { status: 'failed'; message: string })

const none = (): Upload[] => []

/** Uploads images as they are chosen, in their order, after those that are there already. */
export function useUploads(initial: () => Upload[] = none) {
  const [uploads, setUploads] = useState(initial)
  const urls = useRef(new Set<string>())

  useEffect(() => {
    const made = urls.current
    return () => {
      for (const url of made) URL.revokeObjectURL(url)
    }
  }, [])

  const add = useCallback((files: readonly File[]) => {
    for (const file of files) {
      const key = crypto.randomUUID()
      const url = URL.createObjectURL(file)
      urls.current.add(url)
      const facts = { key, name: file.name, url }
      const settle = (upload: Upload) =>
        setUploads((list) => list.map((known) => (known.key === key ? upload : known)))
      setUploads((list) => [...list, { ...facts, status: 'uploading' }])
      uploadMedia(file).then(
        ({ id }) => settle({ ...facts, status: 'ready', mediaId: id }),
        (error: Error) => settle({ ...facts, status: 'failed', message: error.message }),
      )
    }
  }, [])

  const remove = useCallback(
    (key: string) => setUploads((list) => list.filter((upload) => upload.key !== key)),
    [],
  )
  const clear = useCallback(() => setUploads([]), [])
  return { uploads, add, remove, clear }
}
