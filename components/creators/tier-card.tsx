'use client'

import type { ReactNode } from 'react'
import { Checkout } from '@/components/purchases/purchase-provider'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { cx } from '@/components/ui/cx'
import { Icon } from '@/components/ui/icon'
import { Isolated } from '@/components/ui/isolated'
import { warming } from '@/components/ui/load-late'
import { SolAmount } from '@/components/ui/sol-amount'
import { isolate } from '@/lib/characters'
import { useFormats } from '@/lib/client/use-formats'
import { useTranslator } from '@/lib/client/use-translator'
import type { Tier } from '@/lib/schema/tiers'
import type { TierState } from './tier-state'

/** Of so many posts of the last days it opens so many. */
export interface TierOpens {
  opened: number
  posts: number
  days: number
}

interface TierCardProps {
  tier: Tier
  opens: TierOpens | null
  state: TierState
  onChoose: () => void
}

/** One tier with its price, what it gives, and the one thing this reader can do about it. */
export function TierCard({ tier, opens, state, onChoose }: TierCardProps) {
  const t = useTranslator()
  const { sol } = useFormats()
  /** With all its places after the comma: as wide as the narrowest card only in smaller letters. */
  const isLong = sol(tier.priceLamports).length > 9
  return (
    <section
      aria-label={tier.name}
      className={cx(
        'flex flex-col gap-4 rounded-lg border bg-surface p-5',
        state.kind === 'current' ? 'border-accent' : 'border-line',
      )}
    >
      <div>
        <div className="flex min-h-6 items-center justify-between gap-2">
          <h3 className="font-semibold">
            <bdi>{tier.name}</bdi>
          </h3>
          {state.kind === 'current' && (
            <span className="flex shrink-0">
              <Badge tone="accent">{t('tier.yours')}</Badge>
            </span>
          )}
        </div>
        {/* A long price keeps its line, and what it is for goes under it. */}
        <p
          className={cx(
            'mt-1 flex flex-wrap items-baseline gap-x-1.5 font-semibold',
            isLong ? 'text-base' : 'text-2xl',
          )}
        >
          <SolAmount lamports={tier.priceLamports} />
          <span className="whitespace-nowrap font-normal text-muted text-sm tracking-normal">
            {t('tier.period')}
          </span>
        </p>
        {opens && <p className="mt-1.5 text-pretty text-muted text-sm">{t('tier.opens', { ...opens })}</p>}
      </div>
      {tier.benefits.length > 0 && (
        <ul className="flex flex-col gap-2 text-sm">
          {tier.benefits.map((benefit) => (
            <li key={benefit} className="flex gap-2.5">
              <Icon
                name="check"
                className="mt-[0.1875rem] size-4 shrink-0 text-accent-ink"
                strokeWidth={2.4}
              />
              <span className="min-w-0">{benefit}</span>
            </li>
          ))}
        </ul>
      )}
      <TierAction tier={tier} state={state} onChoose={onChoose} />
    </section>
  )
}

function TierAction({ tier, state, onChoose }: Omit<TierCardProps, 'opens'>) {
  const t = useTranslator()
  const { day } = useFormats()
  const tierName = isolate(tier.name)
  switch (state.kind) {
    case 'own':
      return null
    case 'available':
      return (
        <Action>
          <Button variant="primary" full onClick={onChoose} {...warming(Checkout)}>
            <Isolated text={t('tier.join', { tier: tierName })} />
          </Button>
        </Action>
      )
    case 'upgrade':
      return (
        <Action note={t('tier.moveUp.note')}>
          <Button variant="primary" full onClick={onChoose} {...warming(Checkout)}>
            <Isolated text={t('tier.moveUp', { tier: tierName })} />
          </Button>
        </Action>
      )
    case 'current':
      return (
        <Action
          note={
            state.cancelled
              ? t('tier.cancelledUntil', { day: day(state.periodEnd) })
              : t('tier.runsUntil', { day: day(state.periodEnd) })
          }
        >
          <Button full onClick={onChoose} {...warming(Checkout)}>
            {t('tier.add')}
          </Button>
        </Action>
      )
    case 'lower':
      return (
        <Action note={t('tier.lower.note', { day: day(state.periodEnd) })}>
          <Button full disabled>
            <Isolated text={t('tier.join', { tier: tierName })} />
          </Button>
        </Action>
      )
  }
}

function Action({ note, children }: { note?: string; children: ReactNode }) {
  return (
    <div className="mt-auto flex flex-col gap-2 pt-1">
      {children}
      {note && <p className="text-balance text-center text-muted text-xs">{note}</p>}
    </div>
  )
}
