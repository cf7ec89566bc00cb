'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { loadLate, warming } from '@/components/ui/load-late'
import { useTranslator } from '@/lib/client/use-translator'
import { creatorHref } from '@/lib/links'

const ChangeHandle = loadLate(async () => (await import('./change-handle')).ChangeHandle)

/** Where a creator's page is. Rendered in the browser only, whose address it is part of. */
export function PageAddress({ handle }: { handle: string }) {
  const t = useTranslator()
  const [changing, setChanging] = useState(false)
  return (
    <section aria-labelledby="address-heading" className="flex flex-col items-start gap-3">
      <div className="max-w-full">
        <h2 id="address-heading" className="font-semibold text-lg">
          {t('address.title')}
        </h2>
        <p className="mt-1 break-all text-muted text-sm">
          {location.host}
          {creatorHref(handle)}
        </p>
      </div>
      <Button onClick={() => setChanging(true)} {...warming(ChangeHandle)}>
        {t('address.change')}
      </Button>
      <Dialog open={changing} onClose={() => setChanging(false)} title={t('address.change')}>
        <ChangeHandle handle={handle} onDone={() => setChanging(false)} />
      </Dialog>
    </section>
  )
}
