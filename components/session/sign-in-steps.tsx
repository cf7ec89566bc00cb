'use client'

import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { LinkButton } from '@/components/ui/link-button'
import { loadLate, warming } from '@/components/ui/load-late'
import { Notice } from '@/components/ui/notice'
import { Steps } from '@/components/ui/steps'
import { useNetwork } from '@/lib/client/use-network'
import { useProblemWords } from '@/lib/client/use-problem-words'
import { useTranslator } from '@/lib/client/use-translator'
import { hasApps } from '@/lib/client/wallets/wallet-apps'
import { BringWallet } from './bring-wallet'
import type { DemoWalletProblem, SignInProblem, SignInView, WalletChoice } from './sign-in-view'
import { WalletApps } from './wallet-apps'
import { walletWords } from './wallet-words'

const PhoneSignIn = loadLate(async () => (await import('./phone-sign-in')).PhoneSignIn)

interface SignInStepsProps {
  view: SignInView
  wallets: readonly WalletChoice[]
  /** Why there is no demo wallet among them, where there should be one. */
  demoProblem: DemoWalletProblem | null
  onChoose: (walletId: string) => void
  /** Asks for the secret of a demo wallet. */
  onBring: () => void
  /** Shows a code for the wallet on a phone. */
  onPhone: () => void
  onSignedIn: () => void
  onProblem: (problem: SignInProblem) => void
  /** Back to the list of wallets. */
  onBack: () => void
  /** Where it is a dialog: somebody goes to another page. */
  onLeave: (() => void) | undefined
}

export function SignInSteps(props: SignInStepsProps) {
  const { view, wallets, demoProblem } = props
  const { onChoose, onBring, onPhone, onSignedIn, onProblem, onBack, onLeave } = props
  const t = useTranslator()
  const demo = wallets.find((wallet) => wallet.demo)
  return (
    <div data-sign-in={view.status} className="flex flex-col gap-5">
      {view.status === 'choosing' && <Wallets wallets={wallets} onChoose={onChoose} />}
      {view.status === 'choosing' && demoProblem && (
        <Notice title={t(`signIn.demo.${demoProblem}`)}>{t(`signIn.demo.${demoProblem}.text`)}</Notice>
      )}
      {view.status === 'choosing' && (
        <div className="-my-2 flex flex-col items-center gap-1">
          {!hasApps() && (
            <Button variant="quiet" size="sm" onClick={onPhone} {...warming(PhoneSignIn)}>
              <Icon name="qr-code" className="size-4" />
              {t('signIn.phone')}
            </Button>
          )}
          {demo && (
            <Button variant="quiet" size="sm" onClick={onBring}>
              {t('bring.open')}
            </Button>
          )}
          <LinkButton
            href="/help"
            variant="quiet"
            size="sm"
            {...(onLeave && { replace: true, onClick: onLeave })}
          >
            {t('signIn.help')}
          </LinkButton>
        </div>
      )}
      {view.status === 'phone' && (
        <PhoneSignIn onSignedIn={onSignedIn} onProblem={onProblem} onBack={onBack} />
      )}
      {view.status === 'bringing' && demo && (
        <BringWallet onBrought={() => onChoose(demo.id)} onBack={onBack} />
      )}
      {(view.status === 'signing' || view.status === 'verifying') && (
        <Steps
          current={view.status === 'signing' ? 0 : 1}
          steps={[
            {
              label: t('signIn.step.sign', { wallet: view.walletName }),
              hint: t('signIn.step.sign.hint'),
            },
            { label: t('signIn.step.check') },
          ]}
        />
      )}
      {view.status === 'rejected' && (
        <Notice tone="danger" title={t('buy.problem.rejected')}>
          {t('signIn.rejected', { wallet: view.walletName })}
        </Notice>
      )}
      {view.status === 'error' && <Problem problem={view.problem} />}
      {(view.status === 'rejected' || view.status === 'error') && (
        <Button variant="primary" size="lg" full onClick={onBack}>
          {t('ui.retry')}
        </Button>
      )}
    </div>
  )
}

function Problem({ problem }: { problem: SignInProblem }) {
  const t = useTranslator()
  const wordError = useProblemWords()
  const words = () => {
    switch (problem.kind) {
      case 'no_cookies':
        return t('signIn.noCookies')
      case 'wallet_failed':
        return walletWords(t, problem.failure)
      case 'thrown':
        return wordError(problem.error)
    }
  }
  return (
    <Notice tone="danger" title={t('signIn.failed')}>
      {words()}
    </Notice>
  )
}

function NoWallet() {
  const t = useTranslator()
  // No app knows a network that runs within this site.
  const isReal = useNetwork() !== 'embedded'
  if (isReal && hasApps()) return <WalletApps />
  return <Notice title={t('signIn.noWallet')}>{t('signIn.noWallet.text')}</Notice>
}

function Wallets({ wallets, onChoose }: Pick<SignInStepsProps, 'wallets' | 'onChoose'>) {
  const t = useTranslator()
  return (
    <>
      <p className="-mt-2 text-muted text-sm">{t('signIn.about')}</p>
      {wallets.length === 0 ? (
        <NoWallet />
      ) : (
        <ul className="flex flex-col gap-2">
          {wallets.map((wallet) => (
            <li key={wallet.id}>
              <button
                type="button"
                onClick={() => onChoose(wallet.id)}
                className="group flex w-full items-center gap-3.5 rounded-md border border-line bg-surface p-3 text-left transition-colors hover:border-line-strong hover:bg-hover"
              >
                <img src={wallet.icon} alt="" width={40} height={40} className="size-10 rounded-md" />
                <span className="min-w-0 flex-1">
                  <span className="block font-semibold text-sm">{wallet.name}</span>
                  {wallet.demo && <span className="block text-muted text-xs">{t('signIn.demo')}</span>}
                </span>
                <Icon
                  name="chevron-right"
                  className="size-4 text-muted transition-transform group-hover:translate-x-0.5"
                />
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
