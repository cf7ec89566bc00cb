import { AppError } from '@/lib/errors'
import { json, route, textParam } from '@/lib/http/route'
import { readLocale } from '@/lib/schema/locales'
import { compiledDictionary } from '@/lib/words/dictionaries'

/** What the site says in a language, for the page that goes on in it. */
export const GET = route({ auth: 'none' }, async ({ params }) => {
  const locale = readLocale(textParam(params, 'locale'))
  if (locale === null) throw new AppError('not_found', { detail: 'There is no such language.' })
  return json(compiledDictionary(locale), { headers: { 'cache-control': 'no-cache' } })
})
