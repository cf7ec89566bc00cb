import { sitemapOf } from '@/lib/domain/reach/sitemap'
import { sitemapIndex } from '@/lib/http/reach/sitemap-xml'
import { route } from '@/lib/http/route'
import { Answer } from '@/lib/http/serving/answer'

export const GET = route({ auth: 'none', limit: 'page' }, async ({ app }) => {
  const pieces = await sitemapOf(app.db).pieces()
  const headers = {
    'content-type': 'application/xml; charset=utf-8',
    'cache-control': 'public, max-age=3600',
  }
  return new Answer(200, headers, sitemapIndex(pieces.length, app.config.publicUrl))
})
