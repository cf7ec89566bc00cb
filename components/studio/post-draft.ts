import { changesOf, isSameTags } from '@/lib/client/drafts/post-input'
import { typeSol } from '@/lib/money'
import type { PostFields } from '@/lib/schema/posts'
import type { TierName } from '@/lib/schema/tiers'
import type { Formats } from '@/lib/words/formats'
import type { Translator } from '@/lib/words/translator'
import { type Access, accessInWords, accessKind, hasPrice, hasTier } from './access-choice'
import { isSamePrice, readPrice, writtenIn } from './typed-price'
import type { TierWords } from './use-tier-words'

const PRICE_SUGGESTED = '0.05'

/** A post while it is being written, without its pictures. */
export interface PostDraft {
  title: string
  teaser: string
  body: string
  tags: string[]
  access: Access
  commentsOpen: boolean
  watermarked: boolean
}

type Written = Omit<PostFields, 'mediaIds'>

const NOTHING: Written = {
  title: '',
  teaser: '',
  body: '',
  tags: [],
  minTier: null,
  priceLamports: null,
  commentsOpen: true,
  watermarked: false,
}

export function draftOf({ minTier, priceLamports, ...written }: Written = NOTHING): PostDraft {
  const { title, teaser, body, tags, commentsOpen, watermarked } = written
  return {
    title,
    teaser,
    body,
    tags,
    commentsOpen,
    watermarked,
    access: {
      kind: accessKind({ minTier, priceLamports }),
      tier: minTier ?? 'basic',
      price: priceLamports === null ? PRICE_SUGGESTED : typeSol(priceLamports),
    },
  }
}

/** What is sent; a price that cannot be read was refused before. */
export function inputOf({ access, ...written }: PostDraft, mediaIds: string[]): PostFields {
  const { kind, tier } = access
  return {
    ...written,
    minTier: hasTier(kind) ? tier : null,
    priceLamports: hasPrice(kind) ? readPrice(access) : null,
    mediaIds,
  }
}

/** The choice as it can be made: the tiers may arrive after the form, and the lowest of them is in sight then. */
export function withOffered(access: Access, tiers: readonly TierName[]): Access {
  return tiers.includes(access.tier) ? access : { ...access, tier: tiers[0] ?? access.tier }
}

export function isSameDraft(a: PostDraft, b: PostDraft): boolean {
  return (
    a.title === b.title &&
    a.teaser === b.teaser &&
    a.body === b.body &&
    a.commentsOpen === b.commentsOpen &&
    a.watermarked === b.watermarked &&
    isSameTags(a.tags, b.tags) &&
    isSameAccess(a.access, b.access)
  )
}

function isSameAccess(a: Access, b: Access): boolean {
  return a.kind === b.kind && a.tier === b.tier && isSamePrice(a, b)
}

/** What was written on top of `before`, on top of `now`. */
export function rebase(draft: PostDraft, before: PostFields, now: PostFields): PostDraft {
  const [was, is] = [draftOf(before), draftOf(now)]
  return {
    title: draft.title === was.title ? is.title : draft.title,
    teaser: draft.teaser === was.teaser ? is.teaser : draft.teaser,
    body: draft.body === was.body ? is.body : draft.body,
    commentsOpen: draft.commentsOpen === was.commentsOpen ? is.commentsOpen : draft.commentsOpen,
    watermarked: draft.watermarked === was.watermarked ? is.watermarked : draft.watermarked,
    tags: isSameTags(draft.tags, was.tags) ? is.tags : draft.tags,
    access: isSameAccess(draft.access, was.access) ? is.access : draft.access,
  }
}

/** What somebody else has changed, a line each. */
export function changesInWords(
  t: Translator,
  formats: Formats,
  tierWords: TierWords,
  { before, now }: { before: PostFields; now: PostFields },
): string[] {
  const patch = changesOf(now, before)
  const lines: string[] = []
  if (patch.title !== undefined) lines.push(t('studio.edited.title', { title: now.title }))
  if (patch.teaser !== undefined)
    lines.push(now.teaser ? t('studio.edited.teaser', { teaser: now.teaser }) : t('studio.edited.noTeaser'))
  if (patch.body !== undefined) lines.push(t('studio.edited.text'))
  if (patch.tags !== undefined)
    lines.push(
      now.tags.length > 0
        ? t('studio.edited.tags', { tags: now.tags.join(', ') })
        : t('studio.edited.noTags'),
    )
  if (patch.priceLamports !== undefined) lines.push(priceChange(t, formats, before, now))
  if (patch.minTier !== undefined) {
    const access = writtenIn(draftOf(now).access, t.locale)
    lines.push(t('studio.edited.access', { says: accessInWords(t, access, tierWords(access.tier)) }))
  }
  if (patch.commentsOpen !== undefined)
    lines.push(t(now.commentsOpen ? 'studio.edited.comments.open' : 'studio.edited.comments.closed'))
  if (patch.watermarked !== undefined)
    lines.push(t(now.watermarked ? 'studio.edited.watermarked.on' : 'studio.edited.watermarked.off'))
  if (patch.mediaIds !== undefined) lines.push(t('studio.edited.images', { count: now.mediaIds.length }))
  return lines
}

function priceChange(t: Translator, { inSol }: Formats, before: PostFields, now: PostFields): string {
  const [was, is] = [before.priceLamports, now.priceLamports]
  if (is === null) return t('studio.edited.price.gone', { before: inSol(was ?? 0n) })
  if (was === null) return t('studio.edited.price.set', { now: inSol(is) })
  return t('studio.edited.price', { before: inSol(was), now: inSol(is) })
}
