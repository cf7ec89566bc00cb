'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { refundProblem } from '@/components/refunds/refund-words'
import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { navigate } from '@/lib/client/navigation/place'
import { refundsQuery } from '@/lib/client/queries/money'
import { useDeleteAccount } from '@/lib/client/use-delete-account'
import { useProblemWords } from '@/lib/client/use-problem-words'
import { useTranslator } from '@/lib/client/use-translator'
import type { Me } from '@/lib/schema/session'
import { OwnDataLink } from './own-data-link'

/** What becomes of an account that is deleted, said before; the wallet's signature is the last word. */
export function DeleteAccount({ me, onDone }: { me: Me; onDone: () => void }) {
  const t = useTranslator()
  const wordError = useProblemWords()
  const [sure, setSure] = useState(false)
  const { state, leave } = useDeleteAccount(me.wallet, () => {
    onDone()
    void navigate('/')
  })
  const { handle } = me
  const waiting = state.status === 'signing' || state.status === 'deleting' ? state.status : null

  function submit(event: SubmitEvent) {
    event.preventDefault()
    if (sure) leave()
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-5">
      <ul className="-mt-2 flex list-disc flex-col gap-2 break-words pl-5 text-sm">
        <li className="font-semibold">{t(handle === null ? 'leave.gone' : 'leave.gone.creator')}</li>
        {handle !== null && <li>{t('leave.sold')}</li>}
        {handle !== null && <li>{t('leave.handle', { handle })}</li>}
        <li>{t('leave.bought')}</li>
        <li>{t('leave.book')}</li>
      </ul>
      <OwnDataLink full />
      <Owed onLeave={onDone} />
      <label className="flex items-start gap-3 text-sm">
        <input
          type="checkbox"
          required
          checked={sure}
          onChange={(event) => setSure(event.target.checked)}
          className="mt-0.5 size-4 shrink-0 accent-accent"
        />
        {t('leave.sure')}
      </label>
      {state.status === 'problem' && (
        <Notice tone="danger" title={t('leave.not')}>
          {state.problem.kind === 'rejected' && t('leave.declined')}
          {state.problem.kind === 'offline' && t('problem.offline')}
          {state.problem.kind !== 'rejected' &&
            state.problem.kind !== 'offline' &&
            refundProblem(t, wordError, state.problem)}
        </Notice>
      )}
      <Button type="submit" variant="danger" size="lg" full loading={waiting !== null}>
        {t('leave.do')}
      </Button>
      <p role="status" className="-mt-2 text-center text-muted text-sm empty:hidden">
        {waiting && t(`leave.${waiting}`)}
      </p>
    </form>
  )
}

/** What only they can pay back. */
function Owed({ onLeave }: { onLeave: () => void }) {
  const t = useTranslator()
  const refunds = useInfiniteQuery(refundsQuery()).data?.pages.flatMap((page) => page.items) ?? []
  if (!refunds.some(({ role, status }) => role === 'creator' && status === 'owed')) return null
  return (
    <Notice tone="danger" title={t('leave.owed')}>
      <p>{t('leave.owed.text')}</p>
      <div className="mt-3">
        <LinkButton href="/studio" size="sm" onClick={onLeave}>
          {t('shell.studio')}
        </LinkButton>
      </div>
    </Notice>
  )
}
