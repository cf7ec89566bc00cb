'use client'

import { useMutation } from '@tanstack/react-query'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { useToast } from '@/components/ui/toast'
import { deletePost } from '@/lib/client/api/api'
import { useFormats } from '@/lib/client/use-formats'
import { useProblemWords } from '@/lib/client/use-problem-words'
import { useTranslator } from '@/lib/client/use-translator'

/** Asks first. What somebody has bought stays theirs, and is said. */
export function DeletePost({ postId, onClose }: { postId: string; onClose: () => void }) {
  const t = useTranslator()
  const wordError = useProblemWords()
  const formats = useFormats()
  const toast = useToast()
  const deleting = useMutation({
    mutationFn: () => deletePost(postId),
    onSuccess: (kept) => {
      onClose()
      if (!kept) return
      const count = kept.keptFor
      toast({
        tone: 'neutral',
        title: t('post.kept'),
        body: t('post.keptFor', { count, shown: formats.count(count) }),
      })
    },
  })
  return (
    <div className="flex flex-col gap-5">
      <p className="text-muted">{t('post.delete.text')}</p>
      {deleting.error && (
        <Notice tone="danger" title={t('post.notDeleted')}>
          {wordError(deleting.error)}
        </Notice>
      )}
      <div className="flex justify-end gap-2">
        <Button variant="quiet" onClick={onClose}>
          {t('post.delete.keep')}
        </Button>
        <Button variant="danger" loading={deleting.isPending} onClick={() => deleting.mutate()}>
          {t('post.delete.confirm')}
        </Button>
      </div>
    </div>
  )
}
