'use client'

import { buttonClass } from '@/components/ui/button-class'
import { Icon } from '@/components/ui/icon'
import { useTranslator } from '@/lib/client/use-translator'
import { WALLET_APPS } from '@/lib/client/wallets/wallet-apps'

/** On a phone: this very page, in the browser of a wallet's app. */
export function WalletApps() {
  const t = useTranslator()
  return (
    <section aria-label={t('signIn.apps')} className="flex flex-col gap-2.5">
      <p className="text-muted text-sm">{t('signIn.apps.text')}</p>
      <ul className="flex flex-col gap-2">
        {WALLET_APPS.map(({ name, linkTo }) => (
          <li key={name}>
            <a
              href={linkTo(location.href)}
              rel="noopener"
              className={`${buttonClass({ variant: 'secondary', size: 'lg', full: true })} justify-between`}
            >
              {t('signIn.apps.open', { wallet: name })}
              <Icon name="external-link" className="size-4 text-muted" />
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
