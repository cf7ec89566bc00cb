'use client'

import { useState } from 'react'
import { OwnDataLink } from '@/components/session/own-data-link'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { loadLate, warming } from '@/components/ui/load-late'
import { useMe } from '@/lib/client/use-me'
import { useTranslator } from '@/lib/client/use-translator'

const DeleteAccount = loadLate(
  async () => (await import('@/components/session/delete-account')).DeleteAccount,
)

/** The way out, below everything else of a creator's page. */
export function LeavePanel() {
  const t = useTranslator()
  const me = useMe()
  const [leaving, setLeaving] = useState(false)
  const close = () => setLeaving(false)
  return (
    <div className="flex flex-wrap items-center gap-2">
      <OwnDataLink />
      <Button variant="quiet" onClick={() => setLeaving(true)} {...warming(DeleteAccount)}>
        {t('leave.title')}
      </Button>
      <Dialog open={leaving} onClose={close} title={t('leave.title')}>
        {me && <DeleteAccount me={me} onDone={close} />}
      </Dialog>
    </div>
  )
}
