import { afterAll, beforeAll, expect, it } from 'vitest'
import { TEXT_NAMES } from '@/lib/schema/text-names'
import { SiteText } from '@/lib/schema/texts'
import { ApiClient } from '@/tests/support/app/api-client'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'

const SITE = 'https://fonana.example'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ env: { PUBLIC_URL: SITE } })
})
afterAll(() => app.close())

const open = async (path: string, language: string) =>
  (await fetch(app.url + path, { headers: { 'accept-language': language } })).text()

it('each long text is a page of its own, in its reader’s language, and is sent with no other page', async () => {
  const api = new ApiClient(app.url)
  const home = await open('/', 'en')
  for (const name of TEXT_NAMES)
    for (const locale of ['en', 'ru']) {
      const { title, blocks } = (await api.get(`/api/texts/${locale}/${name}`)).as(SiteText)
      const page = await open(`/${name}`, locale)
      expect(page).toContain(`<article lang="${locale}"`)
      expect(page).toContain(title)
      expect(page).toContain(`<link rel="canonical" href="${SITE}/${name}"/>`)
      const last = blocks.at(-1)
      const sentence = last !== undefined && 'line' in last ? (last.line.at(-1)?.text ?? '') : ''
      expect(sentence.length).toBeGreaterThan(0)
      if (sentence.length > 20) expect(home).not.toContain(sentence)
    }
  for (const path of ['/api/texts/fr/help', '/api/texts/en/studio', '/api/texts/en/..%2fhelp'])
    (await api.get(path)).problem('not_found')
  const index = await open('/sitemaps/1.xml', 'en')
  for (const name of TEXT_NAMES) expect(index).toContain(`/${name}</loc>`)
})
