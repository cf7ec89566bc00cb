import { listMembers } from '@/lib/domain/creators/members'
import { route } from '@/lib/http/route'
import { MembersQuery } from '@/lib/schema/members'

export const GET = route({ query: MembersQuery }, ({ app, viewer, query }) => listMembers(app, viewer, query))
