import { tierLabel } from '@/components/creators/tier-label'
import { Button } from '@/components/ui/button'
import { countOf } from '@/components/ui/count'
import { cx } from '@/components/ui/cx'
import { SolAmount } from '@/components/ui/sol-amount'
import { formatSol } from '@/lib/money'
import type { PostCard } from '@/lib/schema/posts'
import type { Tier } from '@/lib/schema/tiers'

interface LockedPanelProps {
  post: PostCard
  /** The author's tier that opens it, where the page knows it: gives the name and the price. */
  tier?: Tier | null
  onBuy: () => void
  onSubscribe: () => void
  /** Over the blurred image, or by itself where there is none. */
  place: 'on-image' | 'alone'
}

/** What is inside, what it costs, and the one or two buttons that open it. */
export function LockedPanel({ post, tier = null, onBuy, onSubscribe, place }: LockedPanelProps) {
  const { minTier, priceLamports } = post
  const onImage = place === 'on-image'
  const tierName = tier?.name ?? (minTier && tierLabel(minTier))
  return (
    <div
      className={cx(
        'flex flex-col gap-4 p-5',
        onImage ? 'veil absolute inset-0 justify-end text-on-veil' : 'glow relative min-h-48 justify-end',
      )}
    >
      {!onImage && <UnreadLines />}
      <div>
        <p className="font-semibold text-lg leading-snug">
          {priceLamports !== null ? (
            <>
              <SolAmount lamports={priceLamports} />
              {minTier && <span className="font-normal"> or with {tierName}</span>}
            </>
          ) : (
            <>For {tierName} members</>
          )}
        </p>
        <p className={cx('mt-0.5 text-sm', onImage ? 'text-on-veil-muted' : 'text-muted')}>
          {inside(post)}
          {priceLamports !== null ? ', yours for good' : tier && <TierPrice tier={tier} />}
        </p>
      </div>
      <div className="flex flex-wrap gap-2.5">
        {priceLamports !== null && (
          <Button variant="primary" onClick={onBuy}>
            Unlock for {formatSol(priceLamports)} SOL
          </Button>
        )}
        {minTier && (
          <Button
            variant={priceLamports === null ? 'primary' : onImage ? 'on-image' : 'secondary'}
            onClick={onSubscribe}
          >
            Join {tierName}
          </Button>
        )}
      </div>
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
    <>
      , and everything else in it: <SolAmount lamports={tier.priceLamports} /> for 30 days
    </>
  )
}

function inside({ media }: PostCard): string {
  return media.length === 0 ? 'The full text' : `${countOf(media.length, 'image')} and the full text`
}
