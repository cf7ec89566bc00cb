import { setTiers } from '@/lib/domain/creators'
import { route } from '@/lib/http/route'
import { refuseOthers } from '@/lib/http/wrong-method'
import { TiersInput } from '@/lib/schema/tiers'

export const PUT = route({ body: TiersInput }, ({ app, viewer, body }) => setTiers(app, viewer, body))

export const { GET, POST, PATCH, DELETE, OPTIONS } = refuseOthers('PUT')
