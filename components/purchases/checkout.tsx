'use client'

import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react'
import { useFillWallet } from '@/components/shell/play-money'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { warming } from '@/components/ui/load-late'
import { Notice } from '@/components/ui/notice'
import { Skeleton } from '@/components/ui/skeleton'
import { Steps } from '@/components/ui/steps'
import type { PurchaseState } from '@/lib/client/paying/purchase-state'
import { balanceQuery } from '@/lib/client/queries/money'
import { useFormats } from '@/lib/client/use-formats'
import { useMe } from '@/lib/client/use-me'
import { usePurchase } from '@/lib/client/use-purchase'
import { useTranslator } from '@/lib/client/use-translator'
import { SIGNATURE_FEE_LAMPORTS } from '@/lib/money'
import type { Quote } from '@/lib/schema/purchases'
import type { Translator } from '@/lib/words/translator'
import { FillWalletButton } from './fill-wallet-button'
import { PhonePayment, QrCode } from './phone-payment'
import { PurchaseDone } from './purchase-done'
import { PurchaseProblem } from './purchase-problem'
import { PurchaseSubject } from './purchase-subject'
import type { Order, PurchaseActions } from './purchase-view'
import { QuoteTable } from './quote-table'
import { useFollowed } from './use-followed'

const stepsOf = (t: Translator) => [
  { label: t('buy.step.open'), hint: t('buy.step.open.hint') },
  { label: t('buy.step.approve'), hint: t('buy.step.approve.hint') },
  { label: t('buy.step.send') },
  { label: t('buy.step.wait'), hint: t('buy.step.wait.hint') },
]

/** Waiting for how it went, and how it went. */
const OUTCOMES: ReadonlySet<PurchaseState['status']> = new Set([
  'phone',
  'submitting',
  'confirming',
  'confirmed',
])

/** What is gone is neither shown nor sold in these. */
const UNPAID: ReadonlySet<PurchaseState['status']> = new Set(['quoting', 'quote'])
const GONE: PurchaseState = { status: 'problem', problem: { kind: 'gone' } }

type Underway = Extract<PurchaseState['status'], 'connecting' | 'signing' | 'submitting' | 'confirming'>

const STEP_OF: Record<Underway, number> = { connecting: 0, signing: 1, submitting: 2, confirming: 3 }

interface CheckoutProps {
  order: Order
  onPaid: (isPaid: boolean) => void
  onClose: () => void
}

/** From the price to what it opened, one state at a time; it ends with its dialog. */
export function Checkout({ order, onPaid, onClose }: CheckoutProps) {
  const { state, ...controls } = usePurchase(order.item)
  const followed = useFollowed(order)
  const subject = followed ?? order.subject
  // What is paid already, or may be, goes on.
  const view = followed === null && UNPAID.has(state.status) ? GONE : state
  const actions: PurchaseActions = { ...controls, onClose }
  const me = useMe()
  const t = useTranslator()
  const wallet = me?.wallet ?? null
  const fillWallet = useFillWallet()
  const balance = useQuery({ ...balanceQuery(), enabled: me !== null })
  const balanceLamports = balance.data ?? null
  const fillButton = fillWallet && <FillWalletButton pending={fillWallet.pending} onFill={fillAndRetry} />
  const content = useRef<HTMLDivElement>(null)
  const isPaid = view.status === 'confirmed'

  // Before it is painted: the title is gone when the content says the same.
  useLayoutEffect(() => onPaid(isPaid), [onPaid, isPaid])

  // The button that was pressed is gone with the state it belonged to: the focus stays in the dialog all the same.
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at whenever the state is another
  useEffect(() => {
    const element = content.current
    if (element && !element.closest('dialog')?.contains(document.activeElement)) element.focus()
  }, [view.status])

  return (
    <div
      ref={content}
      data-purchase={view.status}
      tabIndex={-1}
      // Said before what it is about comes into it: else that would not be read out.
      aria-live={OUTCOMES.has(view.status) ? 'polite' : 'off'}
      className="outline-none"
    >
      {renderView()}
    </div>
  )

  function fillAndRetry(): void {
    fillWallet?.fill(() => {
      void balance.refetch()
      controls.onRetry()
    })
  }

  function renderView(): ReactNode {
    switch (view.status) {
      case 'quoting':
        return (
          <div className="flex flex-col gap-6" role="status" aria-label={t('buy.quoting')}>
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
            <PayButtons
              quote={view.quote}
              balanceLamports={balanceLamports}
              actions={actions}
              fillWallet={fillButton}
            />
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
            <Steps steps={stepsOf(t)} current={STEP_OF[view.status]} />
          </div>
        )
      case 'confirmed':
        return <PurchaseDone subject={subject} purchaseId={view.purchaseId} onClose={actions.onClose} />
      case 'problem':
        return (
          <PurchaseProblem
            problem={view.problem}
            actions={actions}
            {...(fillButton && { fillWallet: fillButton })}
          />
        )
    }
  }
}

/** Nobody pays for what they have not been shown. */
function PriceChanged({ from, quote }: { from: bigint; quote: Quote }) {
  const t = useTranslator()
  const { inSol } = useFormats()
  return (
    <Notice title={t('buy.priceChanged')}>
      {t('buy.priceChanged.text', { from: inSol(from), now: inSol(quote.amountLamports) })}
    </Notice>
  )
}

interface PayButtonsProps {
  quote: Quote
  balanceLamports: bigint | null
  actions: PurchaseActions
  fillWallet?: ReactNode
}

/** What is missing is said before; who has it on the way may try all the same. */
function PayButtons({ quote, balanceLamports, actions, fillWallet }: PayButtonsProps) {
  const t = useTranslator()
  const { inSol } = useFormats()
  const needed = quote.amountLamports + SIGNATURE_FEE_LAMPORTS
  const missing = balanceLamports !== null && balanceLamports < needed ? needed - balanceLamports : null
  return (
    <div className="flex flex-col gap-2.5">
      {missing !== null && (
        <Notice title={t('buy.problem.insufficient_funds')}>
          {t('buy.missing', { sol: inSol(missing) })}
        </Notice>
      )}
      {missing !== null && fillWallet}
      <Button variant={missing === null ? 'primary' : 'secondary'} size="lg" full onClick={actions.onPay}>
        {t('buy.pay', { sol: inSol(quote.amountLamports) })}
      </Button>
      <Button variant="quiet" full onClick={actions.onPayByPhone} {...warming(QrCode)}>
        <Icon name="qr-code" className="size-4" />
        {t('buy.byPhone')}
      </Button>
      {balanceLamports !== null && (
        <p className="text-center text-muted text-xs">{t('buy.balance', { sol: inSol(balanceLamports) })}</p>
      )}
    </div>
  )
}
