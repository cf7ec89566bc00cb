import { getLocale } from '@/lib/domain/accounts/users'
import { ownPostsAsCsv } from '@/lib/domain/posts/own-posts-export'
import { download } from '@/lib/http/bodies/download'
import { route } from '@/lib/http/route'
import { translatorIn } from '@/lib/words/dictionaries'

export const GET = route({}, async ({ app, viewer }) => {
  const t = translatorIn(await getLocale(app, viewer.userId))
  const csv = await ownPostsAsCsv(app, viewer, (column) => t(`export.${column}`))
  return download(`fonana-posts-${app.now().toISOString().slice(0, 10)}.csv`, 'text/csv; charset=utf-8', csv)
})
