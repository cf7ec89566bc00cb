'use client'

import { useMutation } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext } from 'react'
import { useToast } from '@/components/ui/toast'
import { airdrop } from '@/lib/client/api'
import { useMe } from '@/lib/client/use-me'
import { formatSol, LAMPORTS_PER_SOL } from '@/lib/money'

const FILL_LAMPORTS = 5n * LAMPORTS_PER_SOL

const PlayMoneyContext = createContext(false)

/** Says to everything below whether SOL is play money here. */
export function PlayMoneyProvider({ available, children }: { available: boolean; children: ReactNode }) {
  return <PlayMoneyContext value={available}>{children}</PlayMoneyContext>
}

/** Fills the wallet of who is signed in, then goes on; null where SOL is real or nobody is signed in. */
export function useFillWallet(): { fill: (then?: () => void) => void; pending: boolean } | null {
  const available = useContext(PlayMoneyContext)
  const me = useMe()
  const toast = useToast()
  const { mutate, isPending } = useMutation({
    mutationFn: (wallet: string) => airdrop(wallet, FILL_LAMPORTS),
    onError: (error) =>
      toast({ tone: 'danger', title: 'The wallet could not be filled', body: error.message }),
  })
  const sayFilled = () =>
    toast({ tone: 'positive', title: `${formatSol(FILL_LAMPORTS)} SOL of play money are in your wallet` })
  if (!available || me === null) return null
  // Where something goes on, that says it well enough.
  return { fill: (then = sayFilled) => mutate(me.wallet, { onSuccess: () => then() }), pending: isPending }
}
