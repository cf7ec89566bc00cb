import { AppError } from '@/lib/errors'
import { json, route, textParam } from '@/lib/http/route'
import { readLocale } from '@/lib/schema/locales'
import { readTextName } from '@/lib/schema/text-names'

/** One of the site's long texts, for the page that goes there by itself, or goes on in another language. */
export const GET = route({ auth: 'none' }, async ({ app, params }) => {
  const [locale, name] = [readLocale(textParam(params, 'locale')), readTextName(textParam(params, 'name'))]
  if (locale === null || name === null) throw new AppError('not_found')
  return json(app.texts.find(name, locale), { headers: { 'cache-control': 'no-cache' } })
})
