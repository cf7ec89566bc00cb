import { orderSeries } from '@/lib/domain/series/own-series'
import { route } from '@/lib/http/route'
import { SeriesOrder } from '@/lib/schema/series'

export const PUT = route({ body: SeriesOrder }, ({ app, viewer, body }) => orderSeries(app, viewer, body.ids))
