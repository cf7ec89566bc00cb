import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import {
  getCreator,
  getFeedKey,
  getMemberships,
  getOwnPage,
  getSuggestions,
  listCreators,
  searchCreators,
} from '@/lib/client/api/api'
import { keys } from '@/lib/client/cache/query-keys'
import { LIMITS } from '@/lib/schema/limits'
import { paging } from './paging'

/** Counted from the creator's posts: read again with them. */
export const membershipsQuery = (handle: string) =>
  queryOptions({
    queryKey: keys.memberships(handle),
    queryFn: ({ signal }) => getMemberships(handle, signal),
  })

/** Null when there is no such creator. */
export const creatorQuery = (handle: string) =>
  queryOptions({ queryKey: keys.creator(handle), queryFn: ({ signal }) => getCreator(handle, signal) })

/** It is looked at when something of it is to be changed: asked anew each time. */
export const ownPageQuery = () =>
  queryOptions({ queryKey: keys.ownPage, queryFn: ({ signal }) => getOwnPage(signal), staleTime: 0 })

export const creatorsQuery = () =>
  infiniteQueryOptions({
    queryKey: keys.creatorList,
    queryFn: ({ pageParam: cursor, signal }) => listCreators({ cursor }, signal),
    ...paging,
  })

export const foundCreatorsQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: keys.foundCreators(q),
    queryFn: ({ pageParam: cursor, signal }) => searchCreators({ q, cursor }, signal),
    ...paging,
  })

export const searchSuggestionsQuery = (q: string) =>
  queryOptions({
    queryKey: keys.searchSuggestions(q),
    queryFn: ({ signal }) => getSuggestions(q, signal),
    retry: false,
  })

/** A few creators beside the feed. */
export const suggestionsQuery = () =>
  infiniteQueryOptions({
    queryKey: keys.suggestions,
    queryFn: ({ signal }) => listCreators({ limit: LIMITS.suggestions }, signal),
    ...paging,
  })

/** Made when it is first asked for; another one only when its owner says so. */
export const feedKeyQuery = () =>
  queryOptions({ queryKey: keys.feedKey, queryFn: ({ signal }) => getFeedKey(signal) })
