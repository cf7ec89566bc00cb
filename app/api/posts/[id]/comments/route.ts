import { addComment, listComments } from '@/lib/domain/posts/comments'
import { requestKey } from '@/lib/http/idempotency'
import { idParam, json, route } from '@/lib/http/route'
import { CommentInput } from '@/lib/schema/comments'
import { PageQuery } from '@/lib/schema/common'

export const GET = route(
  { auth: 'optional', cache: true, query: PageQuery },
  ({ app, viewer, params, query }) => listComments(app, viewer, idParam(params), query),
)

export const POST = route(
  { body: CommentInput, limit: 'comment' },
  async ({ app, viewer, request, params, body }) =>
    json(await addComment(app, viewer, idParam(params), body, requestKey(request, body)), { status: 201 }),
)
