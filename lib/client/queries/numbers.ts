import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Day } from '@/lib/calendar'
import { type EarningsRequest, getActivity, getEarnings, listMembers } from '@/lib/client/api/api'
import { keys } from '@/lib/client/cache/query-keys'
import type { MemberStatus } from '@/lib/schema/members'
import { paging } from './paging'

/** Another one from the midnight of the zone on. */
export const activityQuery = (tz: string, today: Day) =>
  queryOptions({
    queryKey: [...keys.activity, tz, today],
    queryFn: ({ signal }) => getActivity(tz, signal),
    placeholderData: keepPreviousData,
  })

export const earningsQuery = (asked: EarningsRequest) =>
  queryOptions({ queryKey: keys.earnings(asked), queryFn: ({ signal }) => getEarnings(asked, signal) })

export const membersQuery = (status: MemberStatus, query: string) =>
  infiniteQueryOptions({
    queryKey: keys.members(status, query),
    queryFn: ({ pageParam: cursor, signal }) => listMembers({ status, query, cursor }, signal),
    ...paging,
  })
