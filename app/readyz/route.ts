import { getApp } from '@/lib/app'

export const dynamic = 'force-dynamic'

/** Able to serve: not going down, and database and ledger answer. 200, otherwise 503 with what does not. */
export async function GET(): Promise<Response> {
  const app = getApp()
  const [database, ledger] = await Promise.all([
    app.db.ping().then(
      () => true,
      () => false,
    ),
    app.ledger.ready(),
  ])
  const checks = { serving: app.serving(), database, ledger }
  const ready = Object.values(checks).every(Boolean)
  return Response.json({ status: ready ? 'ready' : 'unavailable', checks }, { status: ready ? 200 : 503 })
}
