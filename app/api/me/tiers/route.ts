import { setTiers } from '@/lib/domain/creators/creators'
import { route } from '@/lib/http/route'
import { TiersInput } from '@/lib/schema/tiers'

export const PUT = route({ body: TiersInput }, ({ app, viewer, body }) => setTiers(app, viewer, body))
