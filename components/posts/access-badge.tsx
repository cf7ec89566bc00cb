'use client'

import { tierLabel } from '@/components/creators/tier-label'
import { Badge } from '@/components/ui/badge'
import { Icon } from '@/components/ui/icon'
import { isolate } from '@/lib/characters'
import { useFormats } from '@/lib/client/use-formats'
import { useTranslator } from '@/lib/client/use-translator'
import type { Post } from '@/lib/schema/posts'
import type { Tier } from '@/lib/schema/tiers'
import type { Formats } from '@/lib/words/formats'
import type { Translator } from '@/lib/words/translator'

type Access = Pick<Post, 'minTier' | 'tierName' | 'priceLamports' | 'unlocked' | 'unlockedBy'>

/** `Premium or 0.05 SOL`; null for a post that is open to all. */
function condition(
  t: Translator,
  formats: Formats,
  { minTier, priceLamports }: Access,
  tierName: string | null,
): string | null {
  const tier = minTier && tierName && isolate(tierName)
  if (priceLamports === null) return tier
  const price = formats.inSol(priceLamports)
  return tier ? t('access.tierOrPrice', { tier, price }) : price
}

interface AccessBadgeProps {
  post: Access
  /** The author's tier that opens it, where the page knows its name. */
  tier?: Tier | null | undefined
}

/** How this reader stands to the post, in a word or two. Nothing for an open one. */
export function AccessBadge({ post, tier }: AccessBadgeProps) {
  const t = useTranslator()
  const formats = useFormats()
  const tierName = tier?.name ?? post.tierName ?? (post.minTier && tierLabel(t, post.minTier))
  const words = condition(t, formats, post, tierName)
  if (words === null) return null
  if (!post.unlocked) {
    return (
      <Badge>
        <Icon name="lock-keyhole" />
        <Condition key={words} words={words} />
      </Badge>
    )
  }
  if (post.unlockedBy === 'author')
    return (
      <Badge>
        <Condition key={words} words={words} />
      </Badge>
    )
  return (
    <Badge tone="accent">
      <Icon name="check" strokeWidth={2.5} />
      {post.unlockedBy === 'purchase' ? t('access.bought') : <bdi>{tierName}</bdi>}
    </Badge>
  )
}

/**
 * A tier's name is shortened where there is no room for it. A price is whole: a part of one would be another price. Other
 * words are another element, as in `Isolated`.
 */
function Condition({ words }: { words: string }) {
  const [before, tier, after] = words.split(/[\u2068\u2069]/)
  return (
    <span className="flex min-w-0">
      {before && <span className="shrink-0 whitespace-pre">{before}</span>}
      {tier && <bdi className="min-w-0 truncate">{tier}</bdi>}
      {after && <span className="shrink-0 whitespace-pre">{after}</span>}
    </span>
  )
}
