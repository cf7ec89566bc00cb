import { addComment, listComments } from '@/lib/domain/comments'
import { idParam, json, route } from '@/lib/http/route'
import { refuseOthers } from '@/lib/http/wrong-method'
import { CommentInput } from '@/lib/schema/comments'
import { PageQuery } from '@/lib/schema/common'

export const GET = route(
  { auth: 'optional', keep: true, query: PageQuery },
  ({ app, viewer, params, query }) => listComments(app, viewer, idParam(params), query),
)

export const POST = route({ body: CommentInput, limit: 'comment' }, async ({ app, viewer, params, body }) =>
  json(await addComment(app, viewer, idParam(params), body), { status: 201 }),
)

export const { PUT, PATCH, DELETE, OPTIONS } = refuseOthers('GET', 'POST')
