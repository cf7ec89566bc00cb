import type { DomainContext, Viewer } from '@/lib/domain/context'
import { requireCreatorPage } from '@/lib/domain/creators/own-page'
import { type CsvCell, csvLine } from '@/lib/domain/csv'
import { typeSol } from '@/lib/money'
import type { OwnPost } from '@/lib/schema/posts'
import { listOwnPosts } from './own-posts'

const PAGE = 100

/** All posts of a creator with what came of each, as CSV, read as it is taken. Throws `forbidden` for who is no creator. */
export async function ownPostsAsCsv(
  context: DomainContext,
  author: Viewer,
  wordColumn: (column: OwnPostsColumn) => string,
): Promise<AsyncIterable<string>> {
  await requireCreatorPage(context.db.read, author)
  return lines(context, author, wordColumn)
}

async function* lines(
  context: DomainContext,
  author: Viewer,
  wordColumn: (column: OwnPostsColumn) => string,
): AsyncIterable<string> {
  yield csvLine((Object.keys(COLUMNS) as OwnPostsColumn[]).map(wordColumn))
  let cursor: string | undefined
  do {
    const page = await listOwnPosts(context, author, { query: '', limit: PAGE, cursor })
    for (const post of page.items) yield csvLine(Object.values(COLUMNS).map((cell) => cell(post)))
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
}

const isOut = ({ status }: OwnPost) => status === undefined || status === 'published'
const figure = (count: number) => ({ number: String(count) })

const COLUMNS = {
  post: ({ id }) => id,
  title: ({ title }) => title,
  status: ({ status }) => status ?? 'published',
  published_at: (post) => (isOut(post) ? post.createdAt : null),
  tier: ({ minTier }) => minTier,
  price_sol: ({ priceLamports }) => priceLamports && { number: typeSol(priceLamports) },
  seen: ({ seenCount }) => figure(seenCount),
  opened: ({ openedCount }) => figure(openedCount),
  bought: ({ salesCount }) => figure(salesCount),
  likes: ({ likesCount }) => figure(likesCount),
  comments: ({ commentsCount }) => figure(commentsCount),
  earned_lamports: ({ earnedLamports }) => earnedLamports,
  earned_sol: ({ earnedLamports }) => ({ number: typeSol(earnedLamports) }),
} satisfies Record<string, (post: OwnPost) => CsvCell>

export type OwnPostsColumn = keyof typeof COLUMNS
