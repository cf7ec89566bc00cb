import { becomeCreator, updateCreator } from '@/lib/domain/creators/creators'
import { getOwnPage } from '@/lib/domain/creators/handles'
import { json, route } from '@/lib/http/route'
import { CreatorInput, CreatorPatch } from '@/lib/schema/creators'

export const GET = route({}, ({ app, viewer }) => getOwnPage(app, viewer))

export const POST = route({ body: CreatorInput }, async ({ app, viewer, body }) =>
  json(await becomeCreator(app, viewer, body), { status: 201 }),
)

export const PATCH = route({ body: CreatorPatch }, ({ app, viewer, body }) =>
  updateCreator(app, viewer, body),
)
