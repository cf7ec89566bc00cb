'use client'

import { QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { PurchaseProvider } from '@/components/purchases/purchase-provider'
import { SignInProvider } from '@/components/session/sign-in-provider'
import { ToastProvider } from '@/components/ui/toast'
import { registerDemoWallet } from '@/lib/client/demo-wallet'
import { makeQueryClient } from '@/lib/client/query-client'
import { NetworkProvider } from '@/lib/client/use-network'
import { RealtimeProvider } from '@/lib/client/use-realtime'
import type { Network } from '@/lib/schema/receipts'
import type { Me } from '@/lib/schema/session'
import { PlayMoneyProvider } from './play-money'

interface ProvidersProps {
  /** Who the page was rendered for. */
  me: Me | null
  /** Whether SOL is play money here: the embedded ledger. */
  playMoney: boolean
  network: Network | null
  children: ReactNode
}

export function Providers({ me, playMoney, network, children }: ProvidersProps) {
  const [client] = useState(() => makeQueryClient(me))
  useEffect(() => {
    // A browser that cannot make such keys offers one wallet less.
    if (playMoney) void registerDemoWallet()
  }, [playMoney])
  return (
    <QueryClientProvider client={client}>
      <RealtimeProvider>
        <ToastProvider>
          <PlayMoneyProvider available={playMoney}>
            <NetworkProvider network={network}>
              <SignInProvider>
                <PurchaseProvider>{children}</PurchaseProvider>
              </SignInProvider>
            </NetworkProvider>
          </PlayMoneyProvider>
        </ToastProvider>
      </RealtimeProvider>
    </QueryClientProvider>
  )
}
