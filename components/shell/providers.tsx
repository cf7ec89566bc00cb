'use client'

import { QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { PurchaseProvider } from '@/components/purchases/purchase-provider'
import { SignInProvider } from '@/components/session/sign-in-provider'
import { ToastProvider } from '@/components/ui/toast'
import { plantSeeds, takeBoot } from '@/lib/client/boot'
import { makeQueryClient } from '@/lib/client/cache/query-client'
import { RenderedAtProvider } from '@/lib/client/rendered-at'
import { MeProvider } from '@/lib/client/use-me'
import { NetworkProvider } from '@/lib/client/use-network'
import { RealtimeProvider } from '@/lib/client/use-realtime'
import type { Boot } from '@/lib/schema/boot'
import type { CompiledDictionary } from '@/lib/words/translator'
import { LanguageProvider } from './language-provider'
import { PerReader } from './per-reader'
import { PlayMoneyProvider } from './play-money'

interface ProvidersProps {
  /** Unless the page says otherwise. */
  boot: Boot
  words: CompiledDictionary
  /** Whether SOL is play money here: the embedded ledger. */
  playMoney: boolean
  children: ReactNode
}

export function Providers({ boot: given, words, playMoney, children }: ProvidersProps) {
  const [boot] = useState(() => takeBoot() ?? given)
  const [client] = useState(() => {
    const made = makeQueryClient(boot.me)
    plantSeeds(made, boot.seeds)
    return made
  })
  return (
    <QueryClientProvider client={client}>
      <MeProvider>
        <LanguageProvider locale={boot.locale} words={words}>
          <RealtimeProvider>
            <PerReader>
              <ToastProvider>
                <PlayMoneyProvider available={playMoney}>
                  <RenderedAtProvider value={boot.at}>
                    <NetworkProvider network={boot.network}>
                      <SignInProvider>
                        <PurchaseProvider>{children}</PurchaseProvider>
                      </SignInProvider>
                    </NetworkProvider>
                  </RenderedAtProvider>
                </PlayMoneyProvider>
              </ToastProvider>
            </PerReader>
          </RealtimeProvider>
        </LanguageProvider>
      </MeProvider>
    </QueryClientProvider>
  )
}
