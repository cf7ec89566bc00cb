'use client'

import type { ReactNode } from 'react'
import { tierLabel } from '@/components/creators/tier-label'
import { Checkout } from '@/components/purchases/purchase-provider'
import { Button } from '@/components/ui/button'
import { cx } from '@/components/ui/cx'
import { Isolated } from '@/components/ui/isolated'
import { warming } from '@/components/ui/load-late'
import { SolAmount } from '@/components/ui/sol-amount'
import { isolate } from '@/lib/characters'
import { useFormats } from '@/lib/client/use-formats'
import { Phrase, useTranslator } from '@/lib/client/use-translator'
import type { PostCard } from '@/lib/schema/posts'
import type { Tier } from '@/lib/schema/tiers'
import type { EndedMembership } from './ended-membership'
import { insideInWords } from './inside'

interface LockedPanelProps {
  post: PostCard
  /** The author's tier that opens it, where the page knows it: gives the name and the price. */
  tier?: Tier | null
  /** The reader's own membership, where its end has locked the post. */
  ended?: EndedMembership | undefined
  onBuy: () => void
  onSubscribe: () => void
  /** Over the blurred image, or by itself where there is none. */
  place: 'on-image' | 'alone'
}

/** What is inside, what it costs, and the one or two buttons that open it. */
export function LockedPanel({ post, tier = null, ended, onBuy, onSubscribe, place }: LockedPanelProps) {
  const { minTier, priceLamports } = post
  const t = useTranslator()
  const formats = useFormats()
  const onImage = place === 'on-image'
  const warm = warming(Checkout)
  const second = onImage ? 'on-image' : 'secondary'
  const mutedClass = onImage ? 'text-on-veil-muted' : 'text-muted'
  const tierPrice = tier?.priceLamports ?? post.tierPriceLamports ?? null
  const tierName = tier?.name ?? post.tierName ?? (minTier ? tierLabel(t, minTier) : '')
  return (
    <div
      className={cx(
        'flex flex-col gap-4 p-5',
        onImage ? 'veil text-on-veil' : 'glow relative min-h-48 justify-end',
      )}
    >
      {!onImage && post.hasText !== false && <UnreadLines />}
      {ended ? (
        <Ended ended={ended} post={post} mutedClass={mutedClass} />
      ) : (
        <div>
          <p className="line-clamp-2 font-semibold text-lg leading-snug">
            <Terms priceLamports={priceLamports} tierName={minTier && tierName} />
          </p>
          <p className={cx('mt-0.5 text-sm', mutedClass)}>
            <Inside post={post} tier={tier} />
          </p>
        </div>
      )}
      <div className="flex flex-wrap items-center gap-2.5">
        {ended && (
          <Button variant="primary" onClick={onSubscribe} {...warm}>
            <Isolated text={t('tier.renew', { tier: isolate(ended.tierName) })} />
          </Button>
        )}
        {priceLamports !== null && (
          <Button variant={ended ? second : 'primary'} onClick={onBuy} {...warm}>
            {t('locked.unlock', { price: formats.inSol(priceLamports) })}
          </Button>
        )}
        {minTier && !ended && (
          <Button variant={priceLamports === null ? 'primary' : second} onClick={onSubscribe} {...warm}>
            <Isolated text={t('tier.join', { tier: isolate(tierName) })} />
          </Button>
        )}
        {/* Where nothing above says it already. */}
        {minTier && tierPrice !== null && (priceLamports !== null || ended || tier === null) && (
          <p className={cx('text-sm', mutedClass)}>
            {t('locked.tierPrice', { price: formats.inSol(tierPrice) })}
          </p>
        )}
      </div>
    </div>
  )
}

interface TermsProps {
  priceLamports: bigint | null
  /** Null: no tier opens it. */
  tierName: string | null
}

/** What opens it: a price, a tier, or either. */
function Terms({ priceLamports, tierName }: TermsProps) {
  const t = useTranslator()
  if (priceLamports === null)
    return <Isolated text={t('locked.forMembers', { tier: isolate(tierName ?? '') })} />
  const price = () => <SolAmount lamports={priceLamports} />
  if (tierName === null) return price()
  return (
    <Phrase
      message="locked.priceOrTier"
      values={{ tierName }}
      tags={{
        price,
        or: (inner) => <span className="font-normal">{inner}</span>,
        tier: (inner) => <bdi>{inner}</bdi>,
      }}
    />
  )
}

interface EndedProps {
  ended: EndedMembership
  post: PostCard
  mutedClass: string
}

/** Read out: it may have happened in the middle of a sentence. */
function Ended({ ended: { tierName, endedAt }, post: { author, priceLamports }, mutedClass }: EndedProps) {
  const t = useTranslator()
  const creatorName = author.displayName
  const date = useFormats().day(endedAt)
  const isolated = (inner: ReactNode) => <bdi>{inner}</bdi>
  return (
    <div role="status">
      <p className="font-semibold text-lg leading-snug">{t('locked.ended')}</p>
      <p className={cx('mt-0.5 line-clamp-4 text-sm', mutedClass)}>
        {/* Another sentence is another element, as in `Isolated`. */}
        <span key={`${tierName} ${creatorName} ${date}`}>
          <Phrase
            message={priceLamports === null ? 'locked.ended.text' : 'locked.ended.textOrBuy'}
            values={{ tierName, creatorName, date }}
            tags={{
              tier: isolated,
              creator: isolated,
              day: (inner) => <time dateTime={endedAt}>{inner}</time>,
            }}
          />
        </span>
      </p>
    </div>
  )
}

/** Lines of a text one cannot read yet. */
function UnreadLines() {
  return (
    <div aria-hidden="true" className="unread-lines">
      <span />
      <span />
      <span />
      <span />
    </div>
  )
}

/** What the buyer or the member gets. */
function Inside({ post, tier }: { post: PostCard; tier: Tier | null }) {
  const { media, priceLamports } = post
  const t = useTranslator()
  const parts = insideInWords(t, useFormats().count, post)
  if (priceLamports !== null) return <span>{t('locked.inside.forGood', { parts })}</span>
  if (tier === null) return <span>{parts}</span>
  return (
    <span key={media.length}>
      <Phrase
        message="locked.inside.tier"
        values={{ parts }}
        tags={{ price: () => <SolAmount lamports={tier.priceLamports} /> }}
      />
    </span>
  )
}
