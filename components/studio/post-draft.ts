import { typeSol } from '@/lib/money'
import type { Post, PostContent, PostInput, PostPatch } from '@/lib/schema/posts'
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
  access: Access
}

type Written = Pick<PostInput, 'title' | 'teaser' | 'body' | 'minTier' | 'priceLamports'>

const NOTHING: Written = { title: '', teaser: '', body: '', minTier: null, priceLamports: null }

export function draftOf({ title, teaser, body, minTier, priceLamports }: Written = NOTHING): PostDraft {
  return {
    title,
    teaser,
    body,
    access: {
      kind: accessKind({ minTier, priceLamports }),
      tier: minTier ?? 'basic',
      price: priceLamports === null ? PRICE_SUGGESTED : typeSol(priceLamports),
    },
  }
}

/** What is sent; a price that cannot be read was refused before. */
export function inputOf({ title, teaser, body, access }: PostDraft, mediaIds: string[]): PostInput {
  const { kind, tier } = access
  return {
    title,
    teaser,
    body,
    minTier: hasTier(kind) ? tier : null,
    priceLamports: hasPrice(kind) ? readPrice(access) : null,
    mediaIds,
  }
}

/** A published post as it would be sent again. */
export function inputOfPost(post: Post, content: PostContent): PostInput {
  const { title, teaser, minTier, priceLamports } = post
  const mediaIds = content.media.map(({ id }) => id)
  return { title, teaser, body: content.body, minTier, priceLamports, mediaIds }
}

/** The choice as it can be made: the tiers may arrive after the form, and the lowest of them is in sight then. */
export function withOffered(access: Access, tiers: readonly TierName[]): Access {
  return tiers.includes(access.tier) ? access : { ...access, tier: tiers[0] ?? access.tier }
}

/** What differs, and nothing else: what was not touched stays as it is by now. */
export function changesOf(input: PostInput, before: PostInput): PostPatch {
  const patch: PostPatch = {}
  if (input.title !== before.title) patch.title = input.title
  if (input.teaser !== before.teaser) patch.teaser = input.teaser
  if (input.body !== before.body) patch.body = input.body
  if (input.minTier !== before.minTier) patch.minTier = input.minTier
  if (input.priceLamports !== before.priceLamports) patch.priceLamports = input.priceLamports
  if (input.mediaIds.join() !== before.mediaIds.join()) patch.mediaIds = input.mediaIds
  return patch
}

export function isSameDraft(a: PostDraft, b: PostDraft): boolean {
  return a.title === b.title && a.teaser === b.teaser && a.body === b.body && isSameAccess(a.access, b.access)
}

function isSameAccess(a: Access, b: Access): boolean {
  return a.kind === b.kind && a.tier === b.tier && isSamePrice(a, b)
}

/** What was written on top of `before`, on top of `now`. */
export function rebase(draft: PostDraft, before: PostInput, now: PostInput): PostDraft {
  const [was, is] = [draftOf(before), draftOf(now)]
  return {
    title: draft.title === was.title ? is.title : draft.title,
    teaser: draft.teaser === was.teaser ? is.teaser : draft.teaser,
    body: draft.body === was.body ? is.body : draft.body,
    access: isSameAccess(draft.access, was.access) ? is.access : draft.access,
  }
}

/** What somebody else has changed, a line each. */
export function changesInWords(
  t: Translator,
  formats: Formats,
  tierWords: TierWords,
  { before, now }: { before: PostInput; now: PostInput },
): string[] {
  const patch = changesOf(now, before)
  const lines: string[] = []
  if (patch.title !== undefined) lines.push(t('studio.edited.title', { title: now.title }))
  if (patch.teaser !== undefined)
    lines.push(now.teaser ? t('studio.edited.teaser', { teaser: now.teaser }) : t('studio.edited.noTeaser'))
  if (patch.body !== undefined) lines.push(t('studio.edited.text'))
  if (patch.priceLamports !== undefined) lines.push(priceChange(t, formats, before, now))
  if (patch.minTier !== undefined) {
    const access = writtenIn(draftOf(now).access, t.locale)
    lines.push(t('studio.edited.access', { says: accessInWords(t, access, tierWords(access.tier)) }))
  }
  if (patch.mediaIds !== undefined) lines.push(t('studio.edited.images', { count: now.mediaIds.length }))
  return lines
}

function priceChange(t: Translator, { inSol }: Formats, before: PostInput, now: PostInput): string {
  const [was, is] = [before.priceLamports, now.priceLamports]
  if (is === null) return t('studio.edited.price.gone', { before: inSol(was ?? 0n) })
  if (was === null) return t('studio.edited.price.set', { now: inSol(is) })
  return t('studio.edited.price', { before: inSol(was), now: inSol(is) })
}
