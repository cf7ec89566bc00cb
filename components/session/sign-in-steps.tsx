'use client'

import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { Notice } from '@/components/ui/notice'
import { Steps } from '@/components/ui/steps'
import { BringWallet } from './bring-wallet'
import type { DemoWalletProblem, SignInView, WalletChoice } from './sign-in-view'

interface SignInStepsProps {
  view: SignInView
  wallets: readonly WalletChoice[]
  /** Why there is no demo wallet among them, where there should be one. */
  demoProblem: DemoWalletProblem | null
  onChoose: (walletId: string) => void
  /** Asks for the secret of a demo wallet. */
  onBring: () => void
  /** Back to the list of wallets. */
  onBack: () => void
}

const DEMO_PROBLEMS: Record<DemoWalletProblem, { title: string; text: string }> = {
  insecure: {
    title: 'The demo wallet needs a safe address',
    text: 'Browsers make keys only on pages by https, or on this machine by http://localhost. This page is at neither.',
  },
  unable: {
    title: 'This browser has no demo wallet',
    text: 'It cannot make such keys yet. A newer version of it can.',
  },
}

export function SignInSteps({ view, wallets, demoProblem, onChoose, onBring, onBack }: SignInStepsProps) {
  const demo = wallets.find((wallet) => wallet.demo)
  return (
    <div data-sign-in={view.status} className="flex flex-col gap-5">
      {view.status === 'choosing' && <Wallets wallets={wallets} onChoose={onChoose} />}
      {view.status === 'choosing' && demoProblem && (
        <Notice title={DEMO_PROBLEMS[demoProblem].title}>{DEMO_PROBLEMS[demoProblem].text}</Notice>
      )}
      {view.status === 'choosing' && demo && (
        <div className="-mt-2 -mb-2 flex justify-center">
          <Button variant="quiet" size="sm" onClick={onBring}>
            Bring a demo wallet from another browser
          </Button>
        </div>
      )}
      {view.status === 'bringing' && demo && (
        <BringWallet onBrought={() => onChoose(demo.id)} onBack={onBack} />
      )}
      {(view.status === 'signing' || view.status === 'verifying') && (
        <Steps
          current={view.status === 'signing' ? 0 : 1}
          steps={[
            {
              label: `Sign the message in ${view.walletName}`,
              hint: 'It proves the wallet is yours. It moves no money.',
            },
            { label: 'Check the signature' },
          ]}
        />
      )}
      {view.status === 'rejected' && (
        <Notice tone="danger" title="You declined in the wallet">
          {view.walletName} did not sign. Nothing has happened.
        </Notice>
      )}
      {view.status === 'error' && (
        <Notice tone="danger" title="Signing in did not work">
          {view.message}
        </Notice>
      )}
      {(view.status === 'rejected' || view.status === 'error') && (
        <Button variant="primary" size="lg" full onClick={onBack}>
          Try again
        </Button>
      )}
    </div>
  )
}

function Wallets({ wallets, onChoose }: Pick<SignInStepsProps, 'wallets' | 'onChoose'>) {
  return (
    <>
      <p className="-mt-2 text-muted text-sm">
        Your wallet is your account: no password, no e-mail. You sign a short text; that moves no money.
      </p>
      {wallets.length === 0 ? (
        <Notice title="No wallet found in this browser">
          Install a Solana wallet such as Phantom, Solflare or Backpack, then come back.
        </Notice>
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
                  {wallet.demo && (
                    <span className="block text-muted text-xs">
                      Made and kept in this browser, with play money. Nothing to install.
                    </span>
                  )}
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
