import { json, route } from '@/lib/http/route'

/** What SOL is worth about, where the operator has named a source. */
export const GET = route({ auth: 'none' }, async ({ app }) =>
  json({ rates: await app.rates.read() }, { headers: { 'cache-control': 'public, max-age=60' } }),
)
