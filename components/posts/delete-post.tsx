'use client'

import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { useFormats } from '@/lib/client/use-formats'
import { useTranslator } from '@/lib/client/use-translator'
import { type Removable, usePostActions } from './use-post-actions'

interface DeletePostProps {
  open: boolean
  post: Removable
  onClose: () => void
}

/** What it means for those who have bought it, before it is done; afterwards it can be undone for a while. */
export function DeletePost({ open, post, onClose }: DeletePostProps) {
  const t = useTranslator()
  const formats = useFormats()
  const { takeDown } = usePostActions(post)
  const count = post.salesCount
  return (
    <Dialog open={open} onClose={onClose} title={t('post.delete.title')}>
      <p>
        {count === undefined
          ? t('post.delete.mayBeBought')
          : t('post.delete.bought', { count, shown: formats.count(count) })}
      </p>
      <div className="mt-5 flex flex-wrap justify-end gap-3">
        <Button variant="quiet" onClick={onClose}>
          {t('studio.write.cancel')}
        </Button>
        <Button
          variant="danger"
          onClick={() => {
            onClose()
            takeDown()
          }}
        >
          {t(count === undefined ? 'post.delete' : 'post.takeOff')}
        </Button>
      </div>
    </Dialog>
  )
}
