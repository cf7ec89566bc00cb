'use client'

import { ChevronRight } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import { Steps } from '@/components/ui/steps'
import { BringWallet } from './bring-wallet'
import type { SignInView, WalletChoice } from './sign-in-view'

interface SignInDialogProps {
  open: boolean
  view: SignInView
  wallets: readonly WalletChoice[]
  onChoose: (walletId: string) => void
  /** Asks for the secret of a demo wallet. */
  onBring: () => void
  /** Back to the list of wallets. */
  onBack: () => void
  onClose: () => void
}

export function SignInDialog({ open, view, wallets, onChoose, onBring, onBack, onClose }: SignInDialogProps) {
  const demo = wallets.find((wallet) => wallet.demo)
  const title = view.status === 'bringing' ? 'Bring a demo wallet' : 'Sign in with a wallet'
  return (
    <Dialog open={open} onClose={onClose} title={title}>
      <div data-sign-in={view.status} className="flex flex-col gap-5">
        {view.status === 'choosing' && <Wallets wallets={wallets} onChoose={onChoose} />}
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
    </Dialog>
  )
}

function Wallets({ wallets, onChoose }: Pick<SignInDialogProps, 'wallets' | 'onChoose'>) {
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
                <ChevronRight
                  className="size-4 text-muted transition-transform group-hover:translate-x-0.5"
                  aria-hidden="true"
                />
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
