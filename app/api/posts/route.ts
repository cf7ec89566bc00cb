import { createPost } from '@/lib/domain/posts'
import { json, route } from '@/lib/http/route'
import { refuseOthers } from '@/lib/http/wrong-method'
import { PostInput } from '@/lib/schema/posts'

export const POST = route({ body: PostInput }, async ({ app, viewer, body }) =>
  json(await createPost(app, viewer, body), { status: 201 }),
)

export const { GET, PUT, PATCH, DELETE, OPTIONS } = refuseOthers('POST')
