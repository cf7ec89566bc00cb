import type { Attempt, SavedDraft, Snapshot } from '@/lib/client/drafts/draft-saver'
import { changesOf } from '@/lib/client/drafts/post-input'
import { keepDraft, readDraft } from '@/lib/client/kept-drafts'
import { type Upload, uploaded } from '@/lib/client/use-uploads'
import { smallPictureUrl } from '@/lib/links'
import type { MediaKind } from '@/lib/schema/media'
import type { PostContent } from '@/lib/schema/posts'
import { inputOf, type PostDraft } from './post-draft'
import type { When } from './schedule'

/** As long as the server surely keeps an image that nothing uses. */
const IMAGES_KEPT_MS = 20 * 60 * 60 * 1000

/** A post that is not published, as this browser keeps it. Beside the draft all is missing in those of an older release. */
export interface KeptPost {
  /** Of the form that it was begun in, also after a reload. */
  begun?: string
  draft: PostDraft
  mediaIds: string[]
  /** By picture. */
  alts?: Record<string, string>
  /** Which of its media are no pictures. */
  kinds?: Record<string, MediaKind>
  when?: When
  /** What the server has of it. */
  saved?: SavedDraft | null
  attempt?: Attempt | null
  /** When it was begun. */
  at: number
}

/** Notes what the server has of a draft, where that is what is kept under the name. */
export function keepKnown(
  { name, begun }: { name: string | null; begun: string },
  { saved, attempt }: Pick<Snapshot, 'saved' | 'attempt'>,
): void {
  const kept = name === null ? null : readDraft<KeptPost>(name)
  if (name !== null && kept?.begun === begun) keepDraft(name, { ...kept, saved, attempt })
}

/** Its pictures, with what was known `before` of them; of what the server has no draft of, they may be gone there. */
export function keptImages({ mediaIds, alts, kinds, saved, at }: KeptPost, before: MediaFacts): Upload[] {
  if (!saved && Date.now() - at > IMAGES_KEPT_MS) return []
  const now = { alts: { ...before.alts, ...alts }, kinds: { ...before.kinds, ...kinds } }
  return toUploads(mediaIds, now, before.alts)
}

/** What is known of each of a post's media, by id. */
export interface MediaFacts {
  alts: Record<string, string>
  /** Of what is no picture. */
  kinds: Record<string, MediaKind>
}

export const NO_FACTS: MediaFacts = { alts: {}, kinds: {} }

export function factsOf({ media }: PostContent): MediaFacts {
  return {
    alts: Object.fromEntries(media.map(({ id, alt = '' }) => [id, alt])),
    kinds: Object.fromEntries(media.flatMap(({ id, kind }) => (kind ? [[id, kind]] : []))),
  }
}

/** `keptAlts`: what the server has of their descriptions. */
export function toUploads(
  mediaIds: readonly string[],
  { alts, kinds }: MediaFacts,
  keptAlts: MediaFacts['alts'] = alts,
): Upload[] {
  return mediaIds.map((id) => ({
    ...uploaded(id, smallPictureUrl(id), alts[id], kinds[id]),
    keptAlt: keptAlts[id],
  }))
}

/** Whether there is something in it that the server has not got: otherwise what is there is newer. */
export function hasUnsaved({ draft, mediaIds, saved }: KeptPost): boolean {
  return !saved || Object.keys(changesOf(inputOf(draft, mediaIds), saved.input)).length > 0
}
