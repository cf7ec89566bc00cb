'use client'

import { QrCode } from '@/components/purchases/phone-payment'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Skeleton } from '@/components/ui/skeleton'
import { Spinner } from '@/components/ui/spinner'
import { TimeLeft } from '@/components/ui/time-left'
import { phoneSignInLink } from '@/lib/client/paying/pay-link'
import { useFormats } from '@/lib/client/use-formats'
import { usePhoneSignIn } from '@/lib/client/use-phone-sign-in'
import { Phrase, useTranslator } from '@/lib/client/use-translator'
import { SIGNATURE_FEE_LAMPORTS } from '@/lib/money'
import type { SignInProblem } from './sign-in-view'

interface PhoneSignInProps {
  onSignedIn: () => void
  onProblem: (problem: SignInProblem) => void
  onBack: () => void
}

/** The code that the wallet on a phone scans, and the waiting for it. */
export function PhoneSignIn({ onSignedIn, onProblem, onBack }: PhoneSignInProps) {
  const t = useTranslator()
  const { inSol } = useFormats()
  const begun = usePhoneSignIn({
    onEntered: (entered) => (entered.ok ? onSignedIn() : onProblem({ kind: 'no_cookies' })),
    onFailed: (error) => onProblem({ kind: 'thrown', error: error as Error }),
  })
  const link = begun && phoneSignInLink(begun.reference)
  return (
    <div className="flex flex-col items-center gap-5">
      <div className="w-60">
        {link === null ? (
          <Skeleton className="aspect-square w-full" />
        ) : (
          <QrCode text={link} label={t('signIn.phone.code')} />
        )}
      </div>
      <div className="text-center">
        <p className="text-balance font-semibold">{t('signIn.phone.scan')}</p>
        <p className="mt-1 text-balance text-muted text-sm">
          {t('signIn.phone.fee', { sol: inSol(SIGNATURE_FEE_LAMPORTS) })}
        </p>
      </div>
      <p role="status" className="flex items-center gap-2.5 rounded-full bg-sunken px-4 py-2 text-sm">
        <Spinner className="text-accent-ink" />
        <span>
          {t('signIn.phone.waiting')}
          {begun !== null && (
            <span className="text-muted">
              {' · '}
              <Phrase message="buy.phone.left" tags={{ time: () => <TimeLeft until={begun.expiresAt} /> }} />
            </span>
          )}
        </span>
      </p>
      <div className="grid w-full gap-2 sm:grid-cols-2">
        {link !== null && <CopyButton text={link} label={t('buy.phone.copy')} full />}
        <Button full onClick={onBack}>
          {t('signIn.phone.back')}
        </Button>
      </div>
    </div>
  )
}
