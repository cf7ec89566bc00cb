'use client'

import { useState } from 'react'
import { Dialog } from '@/components/ui/dialog'
import { loadLate } from '@/components/ui/load-late'
import { useTranslator } from '@/lib/client/use-translator'
import type { Me } from '@/lib/schema/session'

export const NameSheet = loadLate(async () => (await import('./name-sheet')).NameSheet)

interface NameDialogProps {
  open: boolean
  me: Me
  onClose: () => void
}

export function NameDialog({ open, me, onClose }: NameDialogProps) {
  const t = useTranslator()
  const [leaving, setLeaving] = useState(false)
  const close = () => {
    setLeaving(false)
    onClose()
  }
  return (
    <Dialog open={open} onClose={close} title={t(leaving ? 'leave.title' : 'account.name')}>
      <NameSheet me={me} leaving={leaving} onLeave={() => setLeaving(true)} onDone={close} />
    </Dialog>
  )
}
