'use client'

import { Dialog } from '@/components/ui/dialog'
import { loadLate } from '@/components/ui/load-late'
import { useTranslator } from '@/lib/client/use-translator'
import type { Me } from '@/lib/schema/session'

export const NameForm = loadLate(async () => (await import('./name-form')).NameForm)

interface NameDialogProps {
  open: boolean
  me: Me
  onClose: () => void
}

export function NameDialog({ open, me, onClose }: NameDialogProps) {
  const t = useTranslator()
  return (
    <Dialog open={open} onClose={onClose} title={t('account.name')}>
      <NameForm me={me} onSaved={onClose} />
    </Dialog>
  )
}
