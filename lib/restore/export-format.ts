import * as z from 'zod'
import { Id, Instant, Lamports, Wallet } from '@/lib/schema/common'
import { decodeJson } from '@/lib/schema/json'
import { MediaFailure, MediaKind, MediaState } from '@/lib/schema/media'
import { TierName } from '@/lib/schema/tiers'

export const EXPORT_VERSION = 1

const Moment = Instant.transform((text) => new Date(text))

/** The first line. `referenceKey` is the secret that tells what a payment was for; `platformWallets` all that were paid. */
const Head = z.object({
  kind: z.literal('fonana-export'),
  version: z.literal(EXPORT_VERSION, 'written by another version'),
  at: Moment,
  referenceKey: z.string().regex(/^([0-9a-f]{2}){16,}$/),
  platformWallets: z.array(Wallet),
})

const User = z.object({
  kind: z.literal('user'),
  id: Id,
  wallet: Wallet,
  displayName: z.string().nullable(),
  avatarId: Id.nullable(),
  createdAt: Moment,
  updatedAt: Moment.optional(),
  /** Missing in exports of releases in which nobody could delete their account. */
  leftAt: Moment.nullable().default(null),
  tokensFrom: Moment.nullable().default(null),
})

const Creator = z.object({
  kind: z.literal('creator'),
  id: Id,
  /** Null: its owner has deleted their account. */
  handle: z.string().nullable(),
  bio: z.string(),
  coverId: Id.nullable(),
  links: z.array(z.string()).default([]),
  referredById: Id.nullable(),
  /** Exports of releases in which nobody could change theirs have neither of these. */
  handleChangedAt: Moment.nullable().default(null),
  formerHandles: z.array(z.string()).default([]),
  /** In their order. The posts say which of them they are in. */
  series: z.array(z.object({ id: Id, title: z.string(), description: z.string() })).default([]),
  createdAt: Moment,
})

const Tier = z.object({
  kind: z.literal('tier'),
  creatorId: Id,
  tier: TierName,
  priceLamports: Lamports,
  name: z.string(),
  benefits: z.array(z.string()),
  enabled: z.boolean(),
  updatedAt: Moment.optional(),
})

const Post = z.object({
  kind: z.literal('post'),
  id: Id,
  authorId: Id,
  title: z.string(),
  teaser: z.string(),
  body: z.string(),
  minTier: TierName.nullable(),
  priceLamports: Lamports.nullable(),
  /** Exports of the first releases do not have it: every post was listed. */
  listed: z.boolean().default(true),
  keptForMembers: z.boolean().default(false),
  watermarked: z.boolean().default(false),
  series: z.object({ id: Id, place: z.int() }).nullable().default(null),
  createdAt: Moment,
  updatedAt: Moment,
  deletedAt: Moment.nullable(),
})

const FilmFile = z.object({
  name: z.enum(['source', '480', '1080', 'sound']),
  mime: z.string(),
  width: z.int(),
  height: z.int(),
})

/** The facts of an image, film or sound; its bytes stay in the media store. */
const Medium = z.object({
  kind: z.literal('media'),
  id: Id,
  ownerId: Id,
  use: z.enum(['post', 'avatar', 'cover']).nullable(),
  postId: Id.nullable(),
  place: z.int(),
  mime: z.string(),
  width: z.int(),
  height: z.int(),
  bytes: z.int(),
  /** Missing in exports of releases that had none. */
  alt: z.string().default(''),
  /** The same: all were images. */
  mediaKind: MediaKind.default('image'),
  state: MediaState.default('ready'),
  failure: MediaFailure.nullable().default(null),
  durationMs: z.int().nullable().default(null),
  filmBytes: z.coerce.bigint().default(0n),
  filmMime: z.string().nullable().default(null),
  filmFiles: z.array(FilmFile).default([]),
  hasPoster: z.boolean().default(false),
  waveform: z.array(z.int()).nullable().default(null),
  captions: z.array(z.string()).default([]),
  createdAt: Moment,
})

/** The last line, without which a file is only a part. `lines` counts those before it. */
const End = z.object({ kind: z.literal('end'), lines: z.int() })

const Line = z.discriminatedUnion('kind', [Head, User, Creator, Tier, Post, Medium, End])
export type ExportLine = z.output<typeof Line>
/** The file is not one that can be read. Its message is one line. */
export class ExportError extends Error {
  override name = 'ExportError'
}

/**
 * Reads a file line by line, each held against its schema. Throws `ExportError` when it is none, is of another version,
 * or is not whole.
 */
export async function* readExport(
  lines: AsyncIterable<string> | Iterable<string>,
): AsyncIterable<ExportLine> {
  let count = 0
  let isWhole = false
  for await (const text of lines) {
    if (isWhole) throw new ExportError(`line ${count + 1}: after the end`)
    const line = parseLine(text, count + 1)
    if ((count === 0) !== (line.kind === 'fonana-export'))
      throw new ExportError('this is no export of Fonana')
    if (line.kind === 'end') {
      if (line.lines !== count) throw new ExportError(`${count} lines where there were ${line.lines}`)
      isWhole = true
    } else yield line
    count += 1
  }
  if (!isWhole) throw new ExportError('the file ends too early')
}

function parseLine(text: string, number: number): ExportLine {
  let value: unknown
  try {
    value = decodeJson(text)
  } catch {
    throw new ExportError(`line ${number}: not JSON`)
  }
  const parsed = Line.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new ExportError(`line ${number}: ${issue?.path.join('.')}: ${issue?.message}`)
}
