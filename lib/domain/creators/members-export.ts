import type { DomainContext, Viewer } from '@/lib/domain/context'
import { type CsvCell, csvLine } from '@/lib/domain/csv'
import { typeSol } from '@/lib/money'
import type { MemberStatus } from '@/lib/schema/members'
import { type MemberRow, pageOfMembers } from './members'
import { requireCreatorPage } from './own-page'

const PAGE = 100

/** All who are or were members of a creator, as CSV, read as it is taken. Throws `forbidden` for who is no creator. */
export async function membersAsCsv(
  context: DomainContext,
  creator: Viewer,
  status: MemberStatus | undefined,
  wordColumn: (column: MembersColumn) => string,
): Promise<AsyncIterable<string>> {
  await requireCreatorPage(context.db.read, creator)
  return lines(context, creator, status, wordColumn)
}

async function* lines(
  { db, now }: DomainContext,
  creator: Viewer,
  status: MemberStatus | undefined,
  wordColumn: (column: MembersColumn) => string,
): AsyncIterable<string> {
  yield csvLine((Object.keys(COLUMNS) as MembersColumn[]).map(wordColumn))
  const at = now()
  let cursor: string | undefined
  do {
    const page = await pageOfMembers(
      db.read,
      creator,
      { query: '', limit: PAGE, ...(status && { status }), ...(cursor && { cursor }) },
      at,
    )
    for (const member of page.items) yield csvLine(Object.values(COLUMNS).map((cell) => cell(member)))
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
}

const COLUMNS = {
  member: ({ who }) => who.displayName,
  member_handle: ({ who }) => who.handle,
  wallet: ({ wallet }) => wallet,
  status: ({ status }) => status,
  tier: ({ tier }) => tier,
  tier_name: ({ tierName }) => tierName,
  since: ({ since }) => since,
  until: ({ until }) => until,
  cancelled: ({ cancelled }) => (cancelled ? 'yes' : 'no'),
  paid_lamports: ({ paidLamports }) => paidLamports,
  paid_sol: ({ paidLamports }) => ({ number: typeSol(paidLamports) }),
} satisfies Record<string, (member: MemberRow) => CsvCell>

export type MembersColumn = keyof typeof COLUMNS
