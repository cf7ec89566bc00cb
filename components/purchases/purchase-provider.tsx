'use client'

import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react'
import { useSignIn } from '@/components/session/sign-in-provider'
import { Dialog } from '@/components/ui/dialog'
import { loadLate } from '@/components/ui/load-late'
import { useToast } from '@/components/ui/toast'
import { creatorQuery } from '@/lib/client/queries/creators'
import { useMe } from '@/lib/client/use-me'
import { useProblemWords } from '@/lib/client/use-problem-words'
import { useTranslator } from '@/lib/client/use-translator'
import type { Author } from '@/lib/schema/creators'
import type { Post } from '@/lib/schema/posts'
import type { TierName } from '@/lib/schema/tiers'
import { purchaseTitle } from './purchase-title'
import type { Order } from './purchase-view'
import { subscriptionSubject } from './subscription-subject'

type Seller = Pick<Author, 'id' | 'handle' | 'displayName'>

/** What can be bought. Each asks a visitor to sign in first, and shows the price before anything else happens. */
export interface Purchases {
  buyPost(post: Post): void
  /** The tier, or the next one above it that the creator offers. */
  subscribe(creator: Seller, tier: TierName | null): void
  tip(creator: Seller, amountLamports: bigint): void
}

const PurchaseContext = createContext<Purchases | null>(null)

export function usePurchases(): Purchases {
  const purchases = useContext(PurchaseContext)
  if (purchases === null) throw new Error('usePurchases needs a PurchaseProvider above it')
  return purchases
}

/** For whoever offers something to buy: `warming(Checkout)` on the button. */
export const Checkout = loadLate(async () => (await import('./checkout')).Checkout)

/** The one purchase dialog of a page. */
export function PurchaseProvider({ children }: { children: ReactNode }) {
  const me = useMe()
  const askToSignIn = useSignIn()
  const client = useQueryClient()
  const toast = useToast()
  const t = useTranslator()
  const wordError = useProblemWords()
  /** The dialog keeps its subject while it closes. */
  const [order, setOrder] = useState<Order | null>(null)
  const [open, setOpen] = useState(false)
  /** The content says by then what the title asks. */
  const [isPaid, setIsPaid] = useState(false)
  const close = useCallback(() => setOpen(false), [])
  const signedIn = me !== null

  const start = useCallback(
    (make: () => Order | null | Promise<Order | null>) => {
      const go = async () => {
        try {
          const next = await make()
          if (next === null) return toast({ title: t('buy.notOffered') })
          setOrder(next)
          setOpen(true)
        } catch (error) {
          toast({
            tone: 'danger',
            title: t('buy.failed'),
            body: error instanceof Error ? wordError(error) : '',
          })
        }
      }
      if (signedIn) void go()
      else askToSignIn(() => void go())
    },
    [signedIn, askToSignIn, toast, t, wordError],
  )

  const purchases = useMemo<Purchases>(
    () => ({
      buyPost(post) {
        const { id, title, media, hasText, author } = post
        start(() => ({
          item: { kind: 'post', postId: id },
          subject: { kind: 'post', title, media, hasText, creatorName: author.displayName },
        }))
      },
      subscribe({ handle }, tier) {
        start(async () => {
          const creator = handle === null ? null : await client.fetchQuery(creatorQuery(handle))
          return creator && subscriptionSubject(t, creator, tier)
        })
      },
      tip(creator, amountLamports) {
        start(() => ({
          item: { kind: 'tip', creatorId: creator.id, amountLamports },
          subject: { kind: 'tip', creatorName: creator.displayName },
        }))
      },
    }),
    [start, client, t],
  )

  return (
    <PurchaseContext value={purchases}>
      {children}
      {order && (
        <Dialog open={open} onClose={close} title={purchaseTitle(t, order.subject)} titleHidden={isPaid}>
          <Checkout order={order} onPaid={setIsPaid} onClose={close} />
        </Dialog>
      )}
    </PurchaseContext>
  )
}
