'use client'

import { QrCode } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import { Skeleton } from '@/components/ui/skeleton'
import { SolAmount } from '@/components/ui/sol-amount'
import { Steps } from '@/components/ui/steps'
import type { PurchaseState } from '@/lib/client/purchase-state'
import { formatSol } from '@/lib/money'
import type { Quote } from '@/lib/schema/purchases'
import { PhonePayment } from './phone-payment'
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
  /** The buyer's address; null while nobody is signed in. */
  wallet: string | null
  /** What the buyer's wallet holds, where it is known. */
  balanceLamports?: bigint | null
  /** A button that fills the demo wallet, where there is one. */
  fillWallet?: ReactNode
}

/** From the price to what it opened: one dialog, one state at a time. */
export function PurchaseDialog(props: PurchaseDialogProps) {
  const { open, subject, view, actions, wallet, balanceLamports = null, fillWallet } = props
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
            {view.shownBefore !== null && <PriceChanged from={view.shownBefore} quote={view.quote} />}
            <QuoteTable quote={view.quote} subject={subject} />
            <PayButtons quote={view.quote} balanceLamports={balanceLamports} actions={actions} />
          </div>
        )
      case 'phone':
        return <PhonePayment purchase={view.purchase} wallet={wallet} onPayHere={actions.onPay} />
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
        return <PurchaseDone subject={subject} purchaseId={view.purchaseId} onClose={actions.onClose} />
      case 'problem':
        return <PurchaseProblem problem={view.problem} actions={actions} fillWallet={fillWallet} />
    }
  }
}

/** Nobody pays for what they have not been shown. */
function PriceChanged({ from, quote }: { from: bigint; quote: Quote }) {
  return (
    <Notice title="The price has changed">
      It was <SolAmount lamports={from} /> and is <SolAmount lamports={quote.amountLamports} /> now. Nothing
      was paid.
    </Notice>
  )
}

interface PayButtonsProps {
  quote: Quote
  balanceLamports: bigint | null
  actions: PurchaseActions
}

function PayButtons({ quote, balanceLamports, actions }: PayButtonsProps) {
  return (
    <div className="flex flex-col gap-2.5">
      <Button variant="primary" size="lg" full onClick={actions.onPay}>
        Pay {formatSol(quote.amountLamports)} SOL
      </Button>
      <Button variant="quiet" full onClick={actions.onPayByPhone}>
        <QrCode className="size-4" aria-hidden="true" />
        Pay from a phone
      </Button>
      {balanceLamports !== null && (
        <p className="text-center text-muted text-xs">
          In your wallet: <SolAmount lamports={balanceLamports} />
        </p>
      )}
    </div>
  )
}
