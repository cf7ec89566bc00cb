import { tierLabel } from '@/components/creators/tier-label'
import { Checkout } from '@/components/purchases/purchase-provider'
import { Button } from '@/components/ui/button'
import { countOf } from '@/components/ui/count'
import { cx } from '@/components/ui/cx'
import { longDay } from '@/components/ui/dates'
import { Isolated } from '@/components/ui/isolated'
import { warming } from '@/components/ui/load-late'
import { SolAmount } from '@/components/ui/sol-amount'
import { isolate } from '@/lib/characters'
import { formatSol } from '@/lib/money'
import type { PostCard } from '@/lib/schema/posts'
import type { Tier } from '@/lib/schema/tiers'
import type { EndedMembership } from './ended-membership'

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
  const onImage = place === 'on-image'
  const warm = warming(Checkout)
  const second = onImage ? 'on-image' : 'secondary'
  const mutedClass = onImage ? 'text-on-veil-muted' : 'text-muted'
  const tierName = tier?.name ?? post.tierName ?? (minTier ? tierLabel(minTier) : '')
  return (
    <div
      className={cx(
        'flex flex-col gap-4 p-5',
        onImage ? 'veil absolute inset-x-0 bottom-0 text-on-veil' : 'glow relative min-h-48 justify-end',
      )}
    >
      {!onImage && <UnreadLines />}
      {ended ? (
        <Ended ended={ended} post={post} mutedClass={mutedClass} />
      ) : (
        <div>
          <p className="line-clamp-2 font-semibold text-lg leading-snug">
            {priceLamports !== null ? (
              <>
                <SolAmount lamports={priceLamports} />
                {minTier && (
                  <span className="font-normal">
                    <Isolated text={` or with ${isolate(tierName)}`} />
                  </span>
                )}
              </>
            ) : (
              <Isolated text={`For ${isolate(tierName)} members`} />
            )}
          </p>
          <p className={cx('mt-0.5 text-sm', mutedClass)}>
            <span>{inside(post)}</span>
            {priceLamports !== null ? <span>, yours for good</span> : tier && <TierPrice tier={tier} />}
          </p>
        </div>
      )}
      <div className="flex flex-wrap gap-2.5">
        {ended && (
          <Button variant="primary" onClick={onSubscribe} {...warm}>
            <span>
              Renew <bdi>{ended.tierName}</bdi>
            </span>
          </Button>
        )}
        {priceLamports !== null && (
          <Button variant={ended ? second : 'primary'} onClick={onBuy} {...warm}>
            Unlock for {formatSol(priceLamports)} SOL
          </Button>
        )}
        {minTier && !ended && (
          <Button variant={priceLamports === null ? 'primary' : second} onClick={onSubscribe} {...warm}>
            <span>
              Join <bdi>{tierName}</bdi>
            </span>
          </Button>
        )}
      </div>
    </div>
  )
}

interface EndedProps {
  ended: EndedMembership
  post: PostCard
  mutedClass: string
}

/** Read out: it may have happened in the middle of a sentence. */
function Ended({ ended: { tierName, endedAt }, post: { author, priceLamports }, mutedClass }: EndedProps) {
  return (
    <div role="status">
      <p className="font-semibold text-lg leading-snug">Your membership has ended</p>
      <p className={cx('mt-0.5 line-clamp-4 text-sm', mutedClass)}>
        <Isolated text={`${isolate(tierName)} with ${isolate(author.displayName)} ran until `} />
        <time dateTime={endedAt}>{longDay(endedAt)}</time>
        <span>{`. Renew it and read on${priceLamports === null ? '' : ', or buy this post for good'}.`}</span>
      </p>
    </div>
  )
}

/** Lines of a text one cannot read yet. */
function UnreadLines() {
  return (
    <div
      aria-hidden="true"
      className="flex flex-col gap-3 pt-1 pb-2 opacity-25 blur-[3px] [mask-image:linear-gradient(black,transparent)] *:h-2.5 *:rounded-full *:bg-text"
    >
      <span className="w-11/12" />
      <span className="w-full" />
      <span className="w-4/5" />
      <span className="w-2/3" />
    </div>
  )
}

function TierPrice({ tier }: { tier: Tier }) {
  return (
    <span>
      , and everything else in it: <SolAmount lamports={tier.priceLamports} /> for 30 days
    </span>
  )
}

function inside({ media }: PostCard): string {
  return media.length === 0 ? 'The full text' : `${countOf(media.length, 'image')} and the full text`
}
