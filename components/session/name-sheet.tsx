'use client'

import { Button } from '@/components/ui/button'
import { loadLate, warming } from '@/components/ui/load-late'
import { useTranslator } from '@/lib/client/use-translator'
import type { Me } from '@/lib/schema/session'
import { NameForm } from './name-form'

const DeleteAccount = loadLate(async () => (await import('./delete-account')).DeleteAccount)

interface NameSheetProps {
  me: Me
  /** They are about to delete their account. */
  leaving: boolean
  onLeave: () => void
  onDone: () => void
}

/** How somebody is called; from here they can also leave for good. */
export function NameSheet({ me, leaving, onLeave, onDone }: NameSheetProps) {
  const t = useTranslator()
  if (leaving) return <DeleteAccount me={me} onDone={onDone} />
  return (
    <>
      <NameForm me={me} onSaved={onDone} />
      <div className="mt-3 flex justify-center">
        <Button variant="quiet" size="sm" onClick={onLeave} {...warming(DeleteAccount)}>
          {t('leave.title')}
        </Button>
      </div>
    </>
  )
}
