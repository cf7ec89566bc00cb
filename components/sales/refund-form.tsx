'use client'

import { type ComponentProps, type FormEvent, useState } from 'react'
import { refundProblem } from '@/components/refunds/refund-words'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Isolated } from '@/components/ui/isolated'
import { Notice } from '@/components/ui/notice'
import { Segmented } from '@/components/ui/segmented'
import { Select } from '@/components/ui/select'
import { SolInput } from '@/components/ui/sol-input'
import { useToast } from '@/components/ui/toast'
import { isolate } from '@/lib/characters'
import { refundSale } from '@/lib/client/api/api'
import { serverNow } from '@/lib/client/server-time'
import { useFormats } from '@/lib/client/use-formats'
import { usePayBack } from '@/lib/client/use-pay-back'
import { useProblemWords } from '@/lib/client/use-problem-words'
import { useTranslator } from '@/lib/client/use-translator'
import { MIN_PRICE_LAMPORTS, parseSol } from '@/lib/money'
import { GOODWILL_REASONS, type GoodwillReason, isGoodwill } from '@/lib/schema/goodwill'
import type { AccessAfter } from '@/lib/schema/refunds'
import type { Sale } from '@/lib/schema/sales'
import { canEnd, leftOf, saleRefunded, saleTitle } from './sale-words'

/** How much of a sale is given back, what becomes of what was bought, and why; said before the wallet is asked. */
export function RefundForm({ sale, onDone }: { sale: Sale; onDone: () => void }) {
  const t = useTranslator()
  const formats = useFormats()
  const toast = useToast()
  const wordError = useProblemWords()
  const [howMuch, setHowMuch] = useState<'whole' | 'part'>('whole')
  const [typed, setTyped] = useState('')
  const [isTried, setTried] = useState(false)
  const [after, setAfter] = useState<AccessAfter>('ended')
  const [reason, setReason] = useState<GoodwillReason>('goodwill')
  const left = leftOf(sale)
  const refunded = saleRefunded(t, formats, sale)
  const amount = howMuch === 'whole' ? left : parseSol(typed, t.locale)
  const wrong = amount === null ? t('studio.amountUnreadable') : amountProblem(amount)
  const name = isolate(sale.buyer.displayName)
  const isRunning = canEnd(sale, serverNow())
  const mayEnd = isRunning && amount === left
  const access = mayEnd ? after : 'kept'
  const { state, pay } = usePayBack(
    () => refundSale(sale.id, { amountLamports: amount ?? 0n, access, reason }),
    () => {
      toast({
        tone: 'positive',
        title: t('sales.refund.done', { name, sol: formats.inSol(amount ?? 0n) }),
      })
      onDone()
    },
  )
  const waiting = state.status === 'signing' || state.status === 'sending' ? state.status : null

  function amountProblem(lamports: bigint): string | null {
    if (lamports > left) return t('field.price_too_high', { amount: formats.inSol(left) })
    if (lamports < left && lamports < MIN_PRICE_LAMPORTS)
      return t('field.price_too_low', { amount: formats.inSol(MIN_PRICE_LAMPORTS) })
    return null
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (wrong === null) pay()
  }

  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-5">
      <p className="text-sm">
        <span className="line-clamp-2 font-semibold">
          <Isolated text={saleTitle(t, sale)} />
        </span>
        <span className="text-muted">
          {t('sales.refund.paid', {
            sol: formats.inSol(sale.amountLamports),
            day: formats.mediumDay(sale.at),
          })}
          {refunded && ` · ${refunded}`}
        </span>
      </p>
      <div className="flex flex-col gap-3">
        <Choice
          label={t('sales.refund.howMuch')}
          options={[
            {
              value: 'whole',
              label: t(refunded ? 'sales.refund.rest' : 'sales.refund.whole', { sol: formats.inSol(left) }),
            },
            { value: 'part', label: t('sales.refund.part') },
          ]}
          value={howMuch}
          onChange={setHowMuch}
        />
        {howMuch === 'part' && (
          <div>
            <Field
              label={t('sales.refund.amount')}
              hint={!(isTried && wrong) && t('sales.refund.atMost', { sol: formats.inSol(left) })}
              error={isTried ? wrong : null}
            >
              {(control) => (
                <SolInput {...control} value={typed} onChange={(event) => setTyped(event.target.value)} />
              )}
            </Field>
          </div>
        )}
      </div>
      {sale.kind !== 'tip' && isRunning && (
        <div className="flex flex-col gap-2">
          {mayEnd && (
            <Choice
              label={t('sales.refund.access')}
              options={(['ended', 'kept'] as const).map((value) => ({
                value,
                label: t(`sales.refund.access.${value}`),
              }))}
              value={after}
              onChange={setAfter}
            />
          )}
          <p className="text-sm" aria-live="polite">
            {t(`sales.refund.says.${sale.kind}.${access}`)}
          </p>
        </div>
      )}
      <Field label={t('sales.refund.reason')}>
        {(control) => (
          <Select
            {...control}
            value={reason}
            onChange={({ target: { value } }) => isGoodwill(value) && setReason(value)}
          >
            {GOODWILL_REASONS.map((value) => (
              <option key={value} value={value}>
                {t(`refund.creator.${value}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <p className="text-muted text-xs">
        {t(sale.kind === 'tip' ? 'sales.refund.pays' : 'sales.refund.pays.share')}
      </p>
      {state.status === 'problem' && (
        <Notice tone="danger" title={t('sales.refund.failed')}>
          {state.problem.kind === 'refused_by_api' && state.problem.error.code === 'refund_pending'
            ? t('sales.refund.pending')
            : refundProblem(t, wordError, state.problem)}
        </Notice>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" variant="primary" loading={waiting !== null}>
          {amount !== null && wrong === null
            ? t('refund.pay', { sol: formats.inSol(amount) })
            : t('sales.refund')}
        </Button>
        <p role="status" className="text-muted text-xs">
          {waiting && t(`refund.${waiting}`)}
        </p>
      </div>
    </form>
  )
}

/** With its name in sight, and as wide as a phone. */
function Choice<T extends string>(choice: ComponentProps<typeof Segmented<T>>) {
  return (
    <div className="flex flex-col gap-1.5 sm:items-start">
      <span aria-hidden className="font-medium text-sm">
        {choice.label}
      </span>
      <Segmented {...choice} />
    </div>
  )
}
