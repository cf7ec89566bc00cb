'use client'

import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { Welcome } from '@/components/creators/welcome'
import { Button } from '@/components/ui/button'
import { Isolated } from '@/components/ui/isolated'
import { LinkButton } from '@/components/ui/link-button'
import { isolate } from '@/lib/characters'
import { creatorQuery } from '@/lib/client/queries/creators'
import { receiptQuery } from '@/lib/client/queries/money'
import { useTranslator } from '@/lib/client/use-translator'
import { receiptHref } from '@/lib/links'
import type { Translator } from '@/lib/words/translator'
import type { PurchaseSubject } from './purchase-view'

function words(t: Translator, subject: PurchaseSubject): { title: string; text: string; button: string } {
  switch (subject.kind) {
    case 'post':
      return {
        title: t('buy.done.post'),
        text: t('buy.done.post.text', { title: isolate(subject.title) }),
        // Where there is nothing to be read.
        button: t(subject.hasText === false ? 'buy.way.show' : 'buy.done.post.button'),
      }
    case 'subscription':
      return {
        title: t('buy.done.subscription', { tier: isolate(subject.tierName) }),
        text: t('buy.done.subscription.text', { name: isolate(subject.creatorName) }),
        button: t('buy.done.subscription.button'),
      }
    case 'tip':
      return {
        title: t('buy.done.tip'),
        text: t('buy.done.tip.text', { name: isolate(subject.creatorName) }),
        button: t('buy.done.tip.button'),
      }
  }
}

/** Paid back, or undone by the network, while it is on the screen: what it says holds no more. */
function useUntilOver(purchaseId: string, onOver: () => void): void {
  const { data: receipt } = useQuery({ ...receiptQuery(purchaseId), refetchInterval: false })
  const isOver = receipt != null && receipt.status !== 'confirmed'
  const end = useEffectEvent(onOver)
  useEffect(() => {
    if (isOver) end()
  }, [isOver])
}

function Greeting({ handle }: { handle: string }) {
  const { data: creator } = useQuery(creatorQuery(handle))
  return creator?.welcome ? <Welcome creator={creator} text={creator.welcome} /> : null
}

interface PurchaseDoneProps {
  subject: PurchaseSubject
  purchaseId: string
  onClose: () => void
}

/** The short delight after paying. */
export function PurchaseDone({ subject, purchaseId, onClose }: PurchaseDoneProps) {
  const t = useTranslator()
  const { title, text, button } = words(t, subject)
  useUntilOver(purchaseId, onClose)
  return (
    <div className="flex flex-col items-center gap-6 pt-2 text-center">
      <span className="relative inline-flex size-16">
        <span className="absolute inset-0 animate-ripple rounded-full bg-accent" aria-hidden="true" />
        <svg viewBox="0 0 64 64" fill="none" aria-hidden="true" className="relative size-full">
          <circle cx="32" cy="32" r="32" className="fill-accent" />
          <path
            d="m20.5 33 8 8 16-18"
            pathLength={1}
            strokeDasharray={1}
            strokeWidth={4.5}
            strokeLinecap="round"
            strokeLinejoin="round"
            className="animate-draw stroke-on-accent"
          />
        </svg>
      </span>
      <div role="status">
        <p className="font-semibold text-xl">
          <Isolated text={title} />
        </p>
        <p className="mt-1 max-w-xs text-balance text-muted text-sm">
          <Isolated text={text} />
        </p>
      </div>
      {subject.kind === 'subscription' && <Greeting handle={subject.creatorHandle} />}
      <div className="flex w-full flex-col gap-2">
        <Button variant="primary" size="lg" full onClick={onClose}>
          {button}
        </Button>
        <LinkButton href={receiptHref(purchaseId)} replace onClick={onClose} variant="quiet" full>
          {t('buy.done.receipt')}
        </LinkButton>
      </div>
    </div>
  )
}
