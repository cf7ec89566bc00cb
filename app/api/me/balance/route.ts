import { getMe } from '@/lib/domain/accounts/users'
import { route } from '@/lib/http/route'

/** What the caller's wallet holds, as the network knows it. */
export const GET = route({}, async ({ app, viewer }) => {
  const { wallet } = await getMe(app, viewer.userId)
  return { balanceLamports: await app.ledger.balance(wallet) }
})
