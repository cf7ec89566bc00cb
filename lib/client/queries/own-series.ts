import { queryOptions } from '@tanstack/react-query'
import { getOwnSeries, listOwnSeries } from '@/lib/client/api/own-series'
import { keys } from '@/lib/client/cache/query-keys'

/** All of one's own, in their order. */
export const ownSeriesQuery = () =>
  queryOptions({ queryKey: keys.ownSeries, queryFn: ({ signal }) => listOwnSeries(undefined, signal) })

/** The same, each with whether it has the post. */
export const ownSeriesForQuery = (postId: string) =>
  queryOptions({
    queryKey: keys.ownSeriesFor(postId),
    queryFn: ({ signal }) => listOwnSeries(postId, signal),
  })

/** Null when there is no such series of one's own. */
export const ownSeriesOneQuery = (id: string) =>
  queryOptions({ queryKey: keys.ownSeriesOne(id), queryFn: ({ signal }) => getOwnSeries(id, signal) })
