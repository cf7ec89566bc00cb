'use client'

import { Dialog } from '@/components/ui/dialog'
import { loadLate } from '@/components/ui/load-late'
import type { Me } from '@/lib/schema/session'

export const NameForm = loadLate(async () => (await import('./name-form')).NameForm)

interface NameDialogProps {
  open: boolean
  me: Me
  onClose: () => void
}

export function NameDialog({ open, me, onClose }: NameDialogProps) {
  return (
    <Dialog open={open} onClose={onClose} title="Your name and picture">
      <NameForm me={me} onSaved={onClose} />
    </Dialog>
  )
}
