import { route } from '@/lib/http/route'
import { Answer } from '@/lib/http/serving/answer'

/** For one reader, or no page at all. The cards are pages' pictures, and feeds are for readers of feeds. */
const NOT_TO_BE_READ = ['/api/', '/studio', '/library', '/notifications', '/receipts']

/** https://www.rfc-editor.org/rfc/rfc9309 */
export const GET = route({ auth: 'none', limit: 'page' }, async ({ app }) => {
  const lines = [
    'User-agent: *',
    'Allow: /',
    // What pages show to everybody, and are not understood without.
    'Allow: /api/media/',
    ...NOT_TO_BE_READ.map((path) => `Disallow: ${path}`),
    '',
    `Sitemap: ${app.config.publicUrl.origin}/sitemap.xml`,
  ]
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'public, max-age=3600' }
  return new Answer(200, headers, `${lines.join('\n')}\n`)
})
