import { getLocale } from '@/lib/domain/accounts/users'
import { purchasesAsCsv, purchasesAsJson } from '@/lib/domain/money/purchases/export'
import { download } from '@/lib/http/bodies/download'
import { route } from '@/lib/http/route'
import { ExportQuery } from '@/lib/schema/receipts'
import { translatorIn } from '@/lib/words/dictionaries'

export const GET = route({ query: ExportQuery }, async ({ app, viewer, query: { format } }) => {
  const name = `fonana-purchases-${app.now().toISOString().slice(0, 10)}.${format}`
  if (format === 'json') return download(name, 'application/json', purchasesAsJson(app, viewer))
  const t = translatorIn(await getLocale(app, viewer.userId))
  const csv = purchasesAsCsv(app, viewer, (column) => t(`export.${column}`))
  return download(name, 'text/csv; charset=utf-8', csv)
})
