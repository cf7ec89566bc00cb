import { getLocale } from '@/lib/domain/accounts/users'
import { salesAsCsv } from '@/lib/domain/money/earnings/sales-export'
import { download } from '@/lib/http/bodies/download'
import { route } from '@/lib/http/route'
import { translatorIn } from '@/lib/words/dictionaries'

export const GET = route({}, async ({ app, viewer }) => {
  const t = translatorIn(await getLocale(app, viewer.userId))
  const csv = await salesAsCsv(app, viewer, (column) => t(`export.${column}`))
  return download(`fonana-sales-${app.now().toISOString().slice(0, 10)}.csv`, 'text/csv; charset=utf-8', csv)
})
