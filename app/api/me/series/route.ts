import { createSeries, listOwnSeries } from '@/lib/domain/series/own-series'
import { requestKey } from '@/lib/http/idempotency'
import { json, route } from '@/lib/http/route'
import { OwnSeriesQuery, SeriesInput } from '@/lib/schema/series'

export const GET = route({ query: OwnSeriesQuery }, ({ app, viewer, query: { post } }) =>
  listOwnSeries(app, viewer, { postId: post }),
)

export const POST = route({ body: SeriesInput }, async ({ app, viewer, request, body }) =>
  json(await createSeries(app, viewer, body, requestKey(request, body)), { status: 201 }),
)
