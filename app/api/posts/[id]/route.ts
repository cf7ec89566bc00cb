import { deletePost, getPost, previewPost, updatePost } from '@/lib/domain/posts/posts'
import { idParam, noContent, route } from '@/lib/http/route'
import { PostPatch, PostQuery } from '@/lib/schema/posts'

export const GET = route(
  { auth: 'optional', cache: true, query: PostQuery },
  ({ app, viewer, params, query: { as } }) =>
    as === undefined ? getPost(app, viewer, idParam(params)) : previewPost(app, viewer, idParam(params), as),
)

export const PATCH = route({ body: PostPatch }, ({ app, viewer, params, body }) =>
  updatePost(app, viewer, idParam(params), body),
)

export const DELETE = route({}, async ({ app, viewer, params }) => {
  const kept = await deletePost(app, viewer, idParam(params))
  return kept ?? noContent()
})
