import { useMemo } from 'react'
import { useFormats } from '@/lib/client/use-formats'
import { useTranslator } from '@/lib/client/use-translator'
import type { Upload } from '@/lib/client/use-uploads'
import { textPictureUrl } from '@/lib/links'
import { withPicture } from '@/lib/schema/text-pictures'
import type { EditorPicture, EditorPictures } from './writing/picture-look'

/** The pictures of a post as its text shows them while it is written. */
export function useTextPictures(uploads: readonly Upload[]): EditorPictures {
  const t = useTranslator()
  const { share } = useFormats()
  return useMemo(() => {
    const noteOf = (upload: Upload) => {
      if (upload.status === 'ready') return null
      if (upload.status === 'failed') return t('studio.textPicture.failed')
      const { sent = 0, total = 0 } = upload.progress ?? {}
      const part = total > 0 ? ` ${share(Math.floor((sent / total) * 100) / 100)}` : ''
      return t('studio.write.uploading') + part
    }
    const pictures = uploads.flatMap((upload, index): EditorPicture[] => {
      const { key, kind, url, name, replaces = null } = upload
      if (kind !== 'image') return []
      const [mediaId, alt] = upload.status === 'ready' ? [upload.mediaId, upload.alt] : [replaces, '']
      const called = alt || (name ?? t('studio.images.image', { number: index + 1 }))
      // Of what was chosen here the browser has the whole.
      const shown = name === null && mediaId !== null ? textPictureUrl(mediaId) : url
      return [{ key, mediaId, url: shown, alt: called, note: noteOf(upload) }]
    })
    return { pictures, missing: t('studio.textPicture.missing') }
  }, [uploads, t, share])
}

/** What took the place of another stands where that stood. */
export function withReplaced(text: string, uploads: readonly Upload[]): string {
  return uploads.reduce(
    (now, upload) =>
      upload.status === 'ready' && upload.replaces ? withPicture(now, upload.replaces, upload.mediaId) : now,
    text,
  )
}
