import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { getMe, getText, listNotifications } from '@/lib/client/api/api'
import { keys } from '@/lib/client/cache/query-keys'
import type { Locale } from '@/lib/schema/locales'
import type { TextName } from '@/lib/schema/text-names'
import { paging } from './paging'

/** Null for a visitor. Asked whenever somebody comes back to the page: the session may have been ended elsewhere. */
export const meQuery = () =>
  queryOptions({
    queryKey: keys.me,
    queryFn: ({ signal }) => getMe(signal),
    refetchOnWindowFocus: 'always',
  })

export const notificationsQuery = () =>
  infiniteQueryOptions({
    queryKey: keys.notifications,
    queryFn: ({ pageParam: cursor, signal }) => listNotifications({ cursor }, signal),
    ...paging,
  })

/** The same for as long as the server runs; what was read in another language stays until it is there. */
export const textQuery = (locale: Locale, name: TextName) =>
  queryOptions({
    queryKey: keys.text(locale, name),
    queryFn: ({ signal }) => getText(locale, name, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
