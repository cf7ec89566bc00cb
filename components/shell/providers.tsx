'use client'

import { QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { PurchaseProvider } from '@/components/purchases/purchase-provider'
import { SignInProvider } from '@/components/session/sign-in-provider'
import { ToastProvider } from '@/components/ui/toast'
import { plantSeeds } from '@/lib/client/boot'
import { makeQueryClient } from '@/lib/client/cache/query-client'
import { OriginProvider } from '@/lib/client/own-path'
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
  boot: Boot
  words: CompiledDictionary
  children: ReactNode
}

export function Providers({ boot, words, children }: ProvidersProps) {
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
                <PlayMoneyProvider available={boot.playMoney}>
                  <RenderedAtProvider value={boot.at}>
                    <OriginProvider value={boot.origin}>
                      <NetworkProvider network={boot.network}>
                        <SignInProvider>
                          <PurchaseProvider>{children}</PurchaseProvider>
                        </SignInProvider>
                      </NetworkProvider>
                    </OriginProvider>
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
