import { getLocale } from '@/lib/domain/accounts/users'
import { membersAsCsv } from '@/lib/domain/creators/members-export'
import { download } from '@/lib/http/bodies/download'
import { route } from '@/lib/http/route'
import { MembersExportQuery } from '@/lib/schema/members'
import { translatorIn } from '@/lib/words/dictionaries'

export const GET = route({ query: MembersExportQuery }, async ({ app, viewer, query }) => {
  const t = translatorIn(await getLocale(app, viewer.userId))
  const csv = await membersAsCsv(app, viewer, query.status, (column) => t(`export.${column}`))
  return download(
    `fonana-members-${app.now().toISOString().slice(0, 10)}.csv`,
    'text/csv; charset=utf-8',
    csv,
  )
})
