'use client'

import { shortKey } from '@/components/shell/short-key'
import { Button } from '@/components/ui/button'
import { buttonClass } from '@/components/ui/button-class'
import { CopyButton } from '@/components/ui/copy-button'
import { Icon } from '@/components/ui/icon'
import { loadLate } from '@/components/ui/load-late'
import { Skeleton } from '@/components/ui/skeleton'
import { SolAmount } from '@/components/ui/sol-amount'
import { Spinner } from '@/components/ui/spinner'
import { TimeLeft } from '@/components/ui/time-left'
import { payLink } from '@/lib/client/paying/pay-link'
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
  return (
    <div className="flex flex-col items-center gap-5">
      <div className="w-60">
        {link === null ? (
          <Blank />
        ) : (
          <QrCode text={link} label="QR code of this payment, for the wallet on your phone" />
        )}
      </div>
      <div className="text-center">
        <p className="font-semibold max-sm:hidden">Scan it with the wallet on your phone</p>
        <p className="text-balance font-semibold sm:hidden">
          Open a wallet app, or scan it with another phone
        </p>
        <p className="mt-1 text-balance text-muted text-sm">
          {`${wallet === null ? 'Your own wallet' : `Only your wallet ${shortKey(wallet)}`} can pay it. You may close this: the payment counts all the same.`}
        </p>
      </div>
      <p role="status" className="flex items-center gap-2.5 rounded-full bg-sunken px-4 py-2 text-sm">
        <Spinner className="text-accent-ink" />
        <span>
          Waiting for{' '}
          {purchase === null ? <span>the code</span> : <SolAmount lamports={purchase.amountLamports} />}
          {purchase !== null && (
            <span className="text-muted">
              {' · '}
              <TimeLeft until={purchase.expiresAt} /> left
            </span>
          )}
        </span>
      </p>
      <div className="grid w-full gap-2 sm:grid-cols-2">
        {link !== null && (
          <>
            <a href={link} className={`${buttonClass({ variant: 'primary' })} sm:hidden`}>
              <Icon name="smartphone" className="size-4" />
              Open a wallet app
            </a>
            <CopyButton text={link} label="Copy the link" full />
          </>
        )}
        <Button full onClick={onPayHere}>
          Pay here instead
        </Button>
      </div>
    </div>
  )
}

function Blank() {
  return <Skeleton className="aspect-square w-full" />
}

function NoCode() {
  return (
    <p className="flex aspect-square items-center justify-center rounded-lg border border-line p-6 text-center text-muted">
      The code could not be drawn. The link below it does the same.
    </p>
  )
}
