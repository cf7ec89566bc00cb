import { sitemapOf } from '@/lib/domain/reach/sitemap'
import { AppError } from '@/lib/errors'
import { sitemapPiece } from '@/lib/http/reach/sitemap-xml'
import { streamText } from '@/lib/http/reach/stream-text'
import { route, textParam } from '@/lib/http/route'
import { Answer } from '@/lib/http/serving/answer'

export const GET = route({ auth: 'none', limit: 'page' }, async ({ app, params }) => {
  const number = /^([1-9]\d{0,5})\.xml$/.exec(textParam(params, 'file'))?.[1]
  const sitemap = sitemapOf(app.db)
  const piece = number === undefined ? undefined : (await sitemap.pieces())[Number(number) - 1]
  if (piece === undefined) throw new AppError('not_found')
  const headers = {
    'content-type': 'application/xml; charset=utf-8',
    'cache-control': 'public, max-age=3600',
  }
  const text = sitemapPiece(piece, sitemap.read(piece), app.config.publicUrl)
  return new Answer(200, headers, streamText(text))
})
