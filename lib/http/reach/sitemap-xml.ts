import type { SitemapEntry, SitemapPiece } from '@/lib/domain/reach/sitemap'
import { creatorHref, postHref } from '@/lib/links'
import { TEXT_NAMES } from '@/lib/schema/text-names'
import { escapeXml, XML_HEAD } from './xml'

const NAMESPACE = 'http://www.sitemaps.org/schemas/sitemap/0.9'
/** Pages that are there whatever there is: they go with the first piece. */
const FIXED = ['/', '/explore', '/creators', ...TEXT_NAMES.map((name) => `/${name}`)]

export function sitemapIndex(pieces: number, { origin }: URL): string {
  const entries = Array.from(
    { length: pieces },
    (_, index) => `<sitemap><loc>${escapeXml(`${origin}/sitemaps/${index + 1}.xml`)}</loc></sitemap>\n`,
  )
  return `${XML_HEAD}<sitemapindex xmlns="${NAMESPACE}">\n${entries.join('')}</sitemapindex>\n`
}

/** As it is read: no piece lies in memory as a whole. */
export async function* sitemapPiece(
  { kind, after }: SitemapPiece,
  pages: AsyncIterable<SitemapEntry[]>,
  { origin }: URL,
): AsyncGenerator<string> {
  const isFirst = kind === 'creators' && after === null
  const fixed = isFirst ? FIXED.map((path) => `<url><loc>${escapeXml(origin + path)}</loc></url>\n`) : []
  yield `${XML_HEAD}<urlset xmlns="${NAMESPACE}">\n${fixed.join('')}`
  const href = kind === 'creators' ? creatorHref : postHref
  for await (const page of pages)
    yield page
      .map(({ name, updatedAt }) => {
        const loc = escapeXml(origin + href(name))
        return `<url><loc>${loc}</loc><lastmod>${updatedAt.toISOString()}</lastmod></url>\n`
      })
      .join('')
  yield '</urlset>\n'
}
