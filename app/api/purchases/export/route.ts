import { purchasesAsCsv, purchasesAsJson } from '@/lib/domain/purchases/export'
import { download } from '@/lib/http/download'
import { route } from '@/lib/http/route'
import { refuseOthers } from '@/lib/http/wrong-method'
import { ExportQuery } from '@/lib/schema/receipts'

export const GET = route({ query: ExportQuery }, async ({ app, viewer, query: { format } }) => {
  const name = `fonana-purchases-${app.now().toISOString().slice(0, 10)}.${format}`
  return format === 'csv'
    ? download(name, 'text/csv; charset=utf-8', purchasesAsCsv(app, viewer))
    : download(name, 'application/json', purchasesAsJson(app, viewer))
})

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseOthers('GET')
