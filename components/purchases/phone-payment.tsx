'use client'

import { shortKey } from '@/components/shell/short-key'
import { Button } from '@/components/ui/button'
import { buttonClass } from '@/components/ui/button-class'
import { CopyButton } from '@/components/ui/copy-button'
import { Icon } from '@/components/ui/icon'
import { loadLate } from '@/components/ui/load-late'
import { Skeleton } from '@/components/ui/skeleton'
import { Spinner } from '@/components/ui/spinner'
import { TimeLeft } from '@/components/ui/time-left'
import { payLink } from '@/lib/client/paying/pay-link'
import { useFormats } from '@/lib/client/use-formats'
import { Phrase, useTranslator } from '@/lib/client/use-translator'
import type { Purchase } from '@/lib/schema/purchases'

/** Only who pays by phone loads what draws it. */
export const QrCode = loadLate(async () => (await import('@/components/ui/qr-code')).QrCode, {
  Waiting: Blank,
  Failed: NoCode,
})

interface PhonePaymentProps {
  /** Null until it is open. */
  purchase: Purchase | null
  /** The address that has to pay; null while nobody is signed in. */
  wallet: string | null
  onPayHere: () => void
}

/** The code to scan, and the waiting for the phone. */
export function PhonePayment({ purchase, wallet, onPayHere }: PhonePaymentProps) {
  const link = purchase && payLink(purchase.reference)
  const t = useTranslator()
  const { inSol } = useFormats()
  return (
    <div className="flex flex-col items-center gap-5">
      <div className="w-60">
        {link === null ? <Blank /> : <QrCode text={link} label={t('buy.phone.code')} />}
      </div>
      <div className="text-center">
        <p className="font-semibold max-sm:hidden">{t('buy.phone.scan')}</p>
        <p className="text-balance font-semibold sm:hidden">{t('buy.phone.open')}</p>
        <p className="mt-1 text-balance text-muted text-sm">
          {wallet === null ? t('buy.phone.own') : t('buy.phone.only', { wallet: shortKey(wallet) })}
        </p>
      </div>
      <p role="status" className="flex items-center gap-2.5 rounded-full bg-sunken px-4 py-2 text-sm">
        <Spinner className="text-accent-ink" />
        <span>
          {purchase === null
            ? t('buy.phone.waitingForCode')
            : t('buy.phone.waiting', { sol: inSol(purchase.amountLamports) })}
          {purchase !== null && (
            <span className="text-muted">
              {' · '}
              <Phrase
                message="buy.phone.left"
                tags={{ time: () => <TimeLeft until={purchase.expiresAt} /> }}
              />
            </span>
          )}
        </span>
      </p>
      <div className="grid w-full gap-2 sm:grid-cols-[auto_auto]">
        {link !== null && (
          <>
            <a href={link} className={`${buttonClass({ variant: 'primary' })} sm:hidden`}>
              <Icon name="smartphone" className="size-4" />
              {t('buy.phone.app')}
            </a>
            <CopyButton text={link} label={t('buy.phone.copy')} full />
          </>
        )}
        <Button full onClick={onPayHere}>
          {t('buy.phone.here')}
        </Button>
      </div>
    </div>
  )
}

function Blank() {
  return <Skeleton className="aspect-square w-full" />
}

function NoCode() {
  const t = useTranslator()
  return (
    <p className="flex aspect-square items-center justify-center rounded-lg border border-line p-6 text-center text-muted">
      {t('buy.phone.noCode')}
    </p>
  )
}
