'use client'

import type { ReactNode } from 'react'
import { walletWords } from '@/components/session/wallet-words'
import { shortKey } from '@/components/shell/short-key'
import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import type { PurchaseProblem as Problem } from '@/lib/client/paying/purchase-state'
import { useProblemWords } from '@/lib/client/use-problem-words'
import { useTranslator } from '@/lib/client/use-translator'
import type { PurchaseActions } from './purchase-view'

interface PurchaseProblemProps {
  problem: Problem
  actions: PurchaseActions
  /** A button that fills the demo wallet, where there is one. */
  fillWallet?: ReactNode
}

/** Not errors: there is only something to decide. */
const CALM: ReadonlySet<Problem['kind']> = new Set([
  'already_unlocked',
  'already_pending',
  'rejected',
  'gone',
])

interface Wording {
  title: string
  text: string
}

function useWording(problem: Problem): Wording {
  const t = useTranslator()
  const wordError = useProblemWords()
  switch (problem.kind) {
    case 'refused_by_api':
      return { title: t('buy.failed'), text: wordError(problem.error) }
    case 'wallet_failed':
      return { title: t('buy.failed'), text: walletWords(t, problem) }
    case 'undone':
    case 'dropped':
    case 'refused':
    case 'broken':
      return { title: t('buy.failed'), text: t(`buy.problem.${problem.kind}`) }
    case 'already_pending':
      return problem.submitted
        ? { title: t('buy.problem.submitted'), text: t('buy.problem.submitted.text') }
        : { title: t('buy.problem.already_pending'), text: t('buy.problem.already_pending.text') }
    case 'wallet_switched':
      return {
        title: t('buy.problem.wallet_switched'),
        text: t('buy.problem.wallet_switched.text', { wallet: shortKey(problem.address) }),
      }
    default:
      return { title: t(`buy.problem.${problem.kind}`), text: t(`buy.problem.${problem.kind}.text`) }
  }
}

/** What went wrong, whether money moved, and the way on. */
export function PurchaseProblem({ problem, actions, fillWallet }: PurchaseProblemProps) {
  const { title, text } = useWording(problem)
  return (
    <div className="flex flex-col gap-5">
      <Notice tone={CALM.has(problem.kind) ? 'neutral' : 'danger'} title={title}>
        {text}
      </Notice>
      <div className="flex flex-col gap-2">
        <WayOut problem={problem} actions={actions} fillWallet={fillWallet} />
      </div>
    </div>
  )
}

function WayOut({ problem, actions, fillWallet }: PurchaseProblemProps) {
  const t = useTranslator()
  switch (problem.kind) {
    case 'already_unlocked':
      return <Way primary onClick={actions.onClose} label={t('buy.way.show')} />
    case 'gone':
      return <Way primary onClick={actions.onClose} label={t('ui.close')} />
    case 'already_pending':
      return (
        <>
          <Way
            primary
            onClick={actions.onResume}
            label={problem.submitted ? t('buy.way.wait') : t('buy.way.goOn')}
          />
          {!problem.submitted && <Way onClick={actions.onGiveUp} label={t('buy.way.drop')} />}
        </>
      )
    case 'insufficient_funds':
      return (
        <>
          {fillWallet}
          <Way primary={!fillWallet} onClick={actions.onRetry} label={t('ui.retry')} />
        </>
      )
    case 'wallet_missing':
    case 'wallet_switched':
      return (
        <>
          <Way primary onClick={actions.onRetry} label={t('ui.retry')} />
          <Way onClick={actions.onPayByPhone} label={t('buy.byPhone')} />
        </>
      )
    case 'paid_in_vain':
      return (
        <LinkButton href="/library" replace onClick={actions.onClose} variant="primary" size="lg" full>
          {t('buy.way.library')}
        </LinkButton>
      )
    case 'expired':
      return <Way primary onClick={actions.onRetry} label={t('buy.way.newPrice')} />
    default:
      return (
        <>
          <Way primary onClick={actions.onRetry} label={t('ui.retry')} />
          <Way onClick={actions.onClose} label={t('buy.way.notNow')} />
        </>
      )
  }
}

function Way({ primary = false, onClick, label }: { primary?: boolean; onClick: () => void; label: string }) {
  return (
    <Button variant={primary ? 'primary' : 'secondary'} size="lg" full onClick={onClick}>
      {label}
    </Button>
  )
}
