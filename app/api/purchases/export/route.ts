import { purchasesAsCsv, purchasesAsJson } from '@/lib/domain/money/purchases/export'
import { download } from '@/lib/http/bodies/download'
import { route } from '@/lib/http/route'
import { ExportQuery } from '@/lib/schema/receipts'

export const GET = route({ query: ExportQuery }, async ({ app, viewer, query: { format } }) => {
  const name = `fonana-purchases-${app.now().toISOString().slice(0, 10)}.${format}`
  return format === 'csv'
    ? download(name, 'text/csv; charset=utf-8', purchasesAsCsv(app, viewer))
    : download(name, 'application/json', purchasesAsJson(app, viewer))
})
