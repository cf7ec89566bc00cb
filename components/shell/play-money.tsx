'use client'

import { useMutation } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect } from 'react'
import { useToast } from '@/components/ui/toast'
import { airdrop } from '@/lib/client/api/api'
import { useFormats } from '@/lib/client/use-formats'
import { useMe } from '@/lib/client/use-me'
import { useProblemWords } from '@/lib/client/use-problem-words'
import { useTranslator } from '@/lib/client/use-translator'
import { offerDemoWallet } from '@/lib/client/wallets/demo-offer'
import { LAMPORTS_PER_SOL } from '@/lib/money'

const FILL_LAMPORTS = 5n * LAMPORTS_PER_SOL

const PlayMoneyContext = createContext(false)

/** Says to everything below whether SOL is play money here, and offers the wallet for it to who is signed in. */
export function PlayMoneyProvider({ available, children }: { available: boolean; children: ReactNode }) {
  const isSignedIn = useMe() !== null
  useEffect(() => {
    // Where it could not be loaded, paying says that the wallet is not here, and the next page tries again.
    if (available && isSignedIn) offerDemoWallet().catch(() => {})
  }, [available, isSignedIn])
  return <PlayMoneyContext value={available}>{children}</PlayMoneyContext>
}

export function usePlayMoney(): boolean {
  return useContext(PlayMoneyContext)
}

/** Fills the wallet of who is signed in, then goes on; null where SOL is real or nobody is signed in. */
export function useFillWallet(): { fill: (then?: () => void) => void; pending: boolean } | null {
  const available = usePlayMoney()
  const me = useMe()
  const toast = useToast()
  const t = useTranslator()
  const wordError = useProblemWords()
  const { inSol } = useFormats()
  const { mutate, isPending } = useMutation({
    mutationFn: (wallet: string) => airdrop(wallet, FILL_LAMPORTS),
    onError: (error) => toast({ tone: 'danger', title: t('wallet.notFilled'), body: wordError(error) }),
  })
  const sayFilled = () =>
    toast({ tone: 'positive', title: t('wallet.filled', { sol: inSol(FILL_LAMPORTS) }) })
  if (!available || me === null) return null
  // Where something goes on, that says it well enough.
  return { fill: (then = sayFilled) => mutate(me.wallet, { onSuccess: () => then() }), pending: isPending }
}
