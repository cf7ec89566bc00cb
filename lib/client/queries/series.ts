import { queryOptions } from '@tanstack/react-query'
import { getPostSeries, getSeries, listCreatorSeries, listSeriesPosts } from '@/lib/client/api/api'
import { keys } from '@/lib/client/cache/query-keys'
import { type PostSource, postsQuery } from './posts'

/** Those of a creator of which this reader sees any post. */
export const creatorSeriesQuery = (handle: string) =>
  queryOptions({
    queryKey: keys.creatorSeries(handle),
    queryFn: ({ signal }) => listCreatorSeries(handle, signal),
  })

/** Null when there is no such series for this reader. */
export const seriesQuery = (id: string) =>
  queryOptions({ queryKey: keys.series(id), queryFn: ({ signal }) => getSeries(id, signal) })

/** Start it when the series is there, so that its position is the older one. Read again it begins anew. */
export const seriesPostsSource = (id: string): PostSource => ({
  list: postsQuery(keys.seriesPosts(id), ({ cursor = null }, signal) =>
    listSeriesPosts(id, { cursor }, signal),
  ),
  readNew: null,
})

/** Null where the post is in none. */
export const postSeriesQuery = (postId: string) =>
  queryOptions({
    queryKey: keys.postSeries(postId),
    queryFn: ({ signal }) => getPostSeries(postId, signal),
  })
