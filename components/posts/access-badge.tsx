import { Check, LockKeyhole } from 'lucide-react'
import { tierLabel } from '@/components/creators/tier-label'
import { Badge } from '@/components/ui/badge'
import { formatSol } from '@/lib/money'
import type { Post } from '@/lib/schema/posts'

type Access = Pick<Post, 'minTier' | 'priceLamports' | 'unlocked' | 'unlockedBy'>

/** `Premium or 0.05 SOL`; null for a post that is open to all. */
function condition({ minTier, priceLamports }: Access): string | null {
  const ways = [minTier && tierLabel(minTier), priceLamports !== null && `${formatSol(priceLamports)} SOL`]
  return ways.filter(Boolean).join(' or ') || null
}

/** How this reader stands to the post, in a word or two. Nothing for an open one. */
export function AccessBadge({ post }: { post: Access }) {
  const words = condition(post)
  if (words === null) return null
  if (!post.unlocked) {
    return (
      <Badge>
        <LockKeyhole aria-hidden="true" />
        {words}
      </Badge>
    )
  }
  if (post.unlockedBy === 'author') return <Badge>{words}</Badge>
  return (
    <Badge tone="accent">
      <Check strokeWidth={2.5} aria-hidden="true" />
      {post.unlockedBy === 'purchase' || post.minTier === null ? 'Bought' : tierLabel(post.minTier)}
    </Badge>
  )
}
