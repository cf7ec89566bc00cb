'use client'

import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Skeleton } from '@/components/ui/skeleton'
import { SolAmount } from '@/components/ui/sol-amount'
import { Steps } from '@/components/ui/steps'
import type { PurchaseState } from '@/lib/client/purchase-state'
import { formatSol } from '@/lib/money'
import type { Quote } from '@/lib/schema/purchases'
import { PurchaseDone } from './purchase-done'
import { PurchaseProblem } from './purchase-problem'
import { PurchaseSubject, purchaseTitle } from './purchase-subject'
import type { PurchaseActions, PurchaseSubject as Subject } from './purchase-view'
import { QuoteTable } from './quote-table'

const STEPS = [
  { label: 'Open the wallet', hint: 'It may ask to connect.' },
  { label: 'Approve in the wallet', hint: 'Compare the amount, then say yes.' },
  { label: 'Send to the network' },
  { label: 'Wait for the confirmation', hint: 'A few seconds. You can close this; it goes on by itself.' },
]

type Underway = Extract<PurchaseState['status'], 'connecting' | 'signing' | 'submitting' | 'confirming'>

const STEP_OF: Record<Underway, number> = { connecting: 0, signing: 1, submitting: 2, confirming: 3 }

interface PurchaseDialogProps {
  open: boolean
  subject: Subject
  view: PurchaseState
  actions: PurchaseActions
  /** What the buyer's wallet holds, where it is known. */
  balanceLamports?: bigint | null
  /** A button that fills the demo wallet, where there is one. */
  fillWallet?: ReactNode
}

/** From the price to what it opened: one dialog, one state at a time. */
export function PurchaseDialog(props: PurchaseDialogProps) {
  const { open, subject, view, actions, balanceLamports = null, fillWallet } = props
  return (
    <Dialog
      open={open}
      onClose={actions.onClose}
      title={purchaseTitle(subject)}
      titleHidden={view.status === 'confirmed'}
    >
      <div data-purchase={view.status}>{renderView()}</div>
    </Dialog>
  )

  function renderView(): ReactNode {
    switch (view.status) {
      case 'quoting':
        return (
          <div className="flex flex-col gap-6" role="status" aria-label="Asking for the price">
            <PurchaseSubject subject={subject} />
            <Skeleton className="h-24 w-full" />
            <Skeleton className="h-12 w-full" />
          </div>
        )
      case 'quote':
        return (
          <div className="flex flex-col gap-6">
            <PurchaseSubject subject={subject} />
            <QuoteTable quote={view.quote} creatorName={subject.creatorName} />
            <PayButton quote={view.quote} balanceLamports={balanceLamports} onPay={actions.onPay} />
          </div>
        )
      case 'connecting':
      case 'signing':
      case 'submitting':
      case 'confirming':
        return (
          <div className="flex flex-col gap-7 pt-1">
            <PurchaseSubject subject={subject} />
            <Steps steps={STEPS} current={STEP_OF[view.status]} />
          </div>
        )
      case 'confirmed':
        return <PurchaseDone subject={subject} onClose={actions.onClose} />
      case 'problem':
        return <PurchaseProblem problem={view.problem} actions={actions} fillWallet={fillWallet} />
    }
  }
}

interface PayButtonProps {
  quote: Quote
  balanceLamports: bigint | null
  onPay: () => void
}

function PayButton({ quote, balanceLamports, onPay }: PayButtonProps) {
  return (
    <div className="flex flex-col gap-2.5">
      <Button variant="primary" size="lg" full onClick={onPay}>
        Pay {formatSol(quote.amountLamports)} SOL
      </Button>
      {balanceLamports !== null && (
        <p className="text-center text-muted text-xs">
          In your wallet: <SolAmount lamports={balanceLamports} />
        </p>
      )}
    </div>
  )
}
