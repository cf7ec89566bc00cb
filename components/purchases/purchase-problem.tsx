import type { ReactNode } from 'react'
import { shortKey } from '@/components/shell/short-key'
import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import type { PurchaseProblem as Problem } from '@/lib/client/paying/purchase-state'
import type { PurchaseActions } from './purchase-view'

interface PurchaseProblemProps {
  problem: Problem
  actions: PurchaseActions
  /** A button that fills the demo wallet, where there is one. */
  fillWallet?: ReactNode
}

/** Not errors: there is only something to decide. */
const CALM: ReadonlySet<Problem['kind']> = new Set(['already_unlocked', 'already_pending', 'rejected'])

interface Wording {
  title: string
  text: string
}

function wording(problem: Problem): Wording {
  switch (problem.kind) {
    case 'rejected':
      return { title: 'You declined in the wallet', text: 'Nothing was paid.' }
    case 'insufficient_funds':
      return {
        title: 'There is not enough SOL in the wallet',
        text: 'It takes the amount and a small network fee. Nothing was paid.',
      }
    case 'expired':
      return {
        title: 'The offer has run out',
        text: 'A price holds for ten minutes. Should a payment still arrive, it counts.',
      }
    case 'already_pending':
      return problem.submitted
        ? {
            title: 'A payment is on its way already',
            text: 'It was sent a moment ago and is not confirmed yet.',
          }
        : {
            title: 'You already started buying this',
            text: 'Go on where you stopped, or drop it and start over.',
          }
    case 'already_unlocked':
      return { title: 'This is yours already', text: 'There is nothing to pay.' }
    case 'offline':
      return {
        title: 'There is no connection',
        text: 'Nothing is paid before you sign. Had you signed already, we look how it went as soon as you are back.',
      }
    case 'mismatch':
      return {
        title: 'The wallet changed the payment',
        text: 'What came back was not what was offered, so it was not sent. Nothing was paid.',
      }
    case 'wallet_missing':
      return { title: 'The wallet is not here', text: 'Open the wallet you signed in with, then try again.' }
    case 'wallet_switched':
      return {
        title: 'The wallet has another account now',
        text: `It offers ${shortKey(problem.address)}, and you signed in with another one. Choose that one in the wallet and try again, or sign out and in again. Nothing was paid.`,
      }
    case 'paid_in_vain':
      return {
        title: 'It was paid, but it can no longer be had',
        text: 'The whole amount is owed back to you. Your library shows when it is paid back.',
      }
    case 'other':
      return { title: 'That did not work', text: problem.message }
  }
}

/** What went wrong, whether money moved, and the way on. */
export function PurchaseProblem({ problem, actions, fillWallet }: PurchaseProblemProps) {
  const { title, text } = wording(problem)
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
  switch (problem.kind) {
    case 'already_unlocked':
      return <Way primary onClick={actions.onClose} label="Show it" />
    case 'already_pending':
      return (
        <>
          <Way primary onClick={actions.onResume} label={problem.submitted ? 'Wait for it' : 'Go on'} />
          {!problem.submitted && <Way onClick={actions.onGiveUp} label="Drop it and start over" />}
        </>
      )
    case 'insufficient_funds':
      return (
        <>
          {fillWallet}
          <Way primary={!fillWallet} onClick={actions.onRetry} label="Try again" />
        </>
      )
    case 'wallet_missing':
    case 'wallet_switched':
      return (
        <>
          <Way primary onClick={actions.onRetry} label="Try again" />
          <Way onClick={actions.onPayByPhone} label="Pay from a phone" />
        </>
      )
    case 'paid_in_vain':
      return (
        <LinkButton href="/library" replace onClick={actions.onClose} variant="primary" size="lg" full>
          To your library
        </LinkButton>
      )
    case 'expired':
      return <Way primary onClick={actions.onRetry} label="Get a new price" />
    default:
      return (
        <>
          <Way primary onClick={actions.onRetry} label="Try again" />
          <Way onClick={actions.onClose} label="Not now" />
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
