import * as z from 'zod'
import { Id, Instant, Lamports, Wallet } from '@/lib/schema/common'
import { decodeJson } from '@/lib/schema/json'
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
})

const Creator = z.object({
  kind: z.literal('creator'),
  id: Id,
  handle: z.string(),
  bio: z.string(),
  coverId: Id.nullable(),
  referredById: Id.nullable(),
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
  createdAt: Moment,
  updatedAt: Moment,
  deletedAt: Moment.nullable(),
})

/** An image's facts; its bytes stay in the media store. */
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
