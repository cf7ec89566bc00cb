import { createPost } from '@/lib/domain/posts/posts'
import { requestKey } from '@/lib/http/idempotency'
import { json, route } from '@/lib/http/route'
import { PostInput } from '@/lib/schema/posts'

export const POST = route({ body: PostInput }, async ({ app, viewer, request, body }) =>
  json(await createPost(app, viewer, body, requestKey(request, body)), { status: 201 }),
)
