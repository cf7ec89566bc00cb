import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pageOf } from '@/lib/schema/common'
import { CreatorCard } from '@/lib/schema/creators'
import { ApiClient } from '@/tests/support/app/api-client'
import { makeCreator } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

async function named(displayName: string): Promise<string> {
  const creator = await makeCreator(app)
  expect((await creator.api.patch('/api/me', { displayName })).status).toBe(200)
  return creator.handle
}

async function find(query: string): Promise<string[]> {
  const reply = await new ApiClient(app.url).get(`/api/creators?query=${encodeURIComponent(query)}`)
  return reply.as(pageOf(CreatorCard)).items.map(({ handle }) => handle)
}

/** A name, and ways in which people look for it. */
const SOUGHT: [name: string, queries: string[]][] = [
  ['Иван Ёжиков', ['иван', 'ИВАН', 'ёжик', 'ежик', 'ЕЖИКОВ', 'е\u0308жиков', 'иван ёж']],
  ['Андрей', ['андрей', 'андре\u0438\u0306', 'АНДРЕЙ', 'андреи']],
  ['Zoë Łódź', ['zoe', 'ZOË', 'zoe\u0308', 'lodz', 'łódź', 'LODZ']],
  ['Ζωή Παπαδοπούλου', ['ζωη', 'ΖΩΗ', 'παπαδοπουλου', 'ΠΑΠΑΔΟΠΟΎΛΟΥ']],
  ['Οδυσσέας', ['οδυσσεασ', 'ΟΔΥΣΣΕΑΣ']],
  ['Straße', ['strasse', 'STRASSE', 'straße', 'STRAẞE']],
  ['İstanbul Işık', ['istanbul', 'ISTANBUL', 'işik', 'isik']],
  ['Nguyễn Đức', ['nguyen', 'NGUYỄN', 'duc', 'đức']],
  ['محمّد', ['محمد', 'محمّد']],
  ['שָׁלוֹם', ['שלום']],
  ['ガ行', ['ガ', 'カ\u3099', 'ｶﾞ']],
  ['한국', ['한국', '한국'.normalize('NFD')]],
  ['\u{10400}deseret', ['\u{10428}']],
  ['ԱՐՄԵՆ', ['արմեն']],
  [
    'Two  words\u00a0here\u2003now',
    ['two words', 'two  words here', 'words\u00a0here now', ' here\u3000\u3000now '],
  ],
  ['ｆｕｌｌ ﬁne', ['full fine']],
  ['100% _sure\\', ['100%', '% _', 'sure\\']],
  ["O'Neil", ["o'neil", "O'NEIL"]],
]

describe.each(SOUGHT)('%s', (name, queries) => {
  it('is found however it is written', async () => {
    const handle = await named(name)
    const found = await Promise.all([name, ...queries].map(find))
    for (const [place, handles] of found.entries())
      expect(handles, `${place === 0 ? name : queries[place - 1]}`).toContain(handle)
  })
})

it('is not found by what it is not', async () => {
  const handle = await named('Ёлка')
  for (const query of ['йолка', 'лек', 'еелка', '%', 'е л']) expect(await find(query)).not.toContain(handle)
})

it('is found by its handle and its newest name alone, and not across both', async () => {
  const creator = await makeCreator(app, { handle: 'seeker_1' })
  expect(await find('SEEKER_1')).toEqual([creator.handle])
  await creator.api.patch('/api/me/creator', { displayName: 'Früher' })
  expect(await find('fruher')).toEqual([creator.handle])
  await creator.api.patch('/api/me', { displayName: 'Später' })
  expect(await find('fruher')).toEqual([])
  expect(await find('spater')).toEqual([creator.handle])
  expect(await find('seeker_1 spater')).toEqual([])
})

it('takes both cases of every letter for one, whatever the locale of the database', async () => {
  // Those that came late may be unknown to the database's own Unicode.
  const letters = Array.from({ length: 0x1_0500 }, (_, code) => String.fromCodePoint(code))
    .filter((letter) => /^\p{L}$/u.test(letter))
    .filter((letter) => [...letter.toLowerCase()].length === 1 && letter.toLowerCase() !== letter)
  const pairs = JSON.stringify(letters.map((upper) => ({ upper, lower: upper.toLowerCase() })))
  const rows = await app.app.db.read
    .select({ upper: sql<string>`p.upper` })
    .from(sql`jsonb_to_recordset(${pairs}::jsonb) as p(upper text, lower text)`)
    .where(sql`fold_text(p.upper) <> fold_text(p.lower)`)
  expect(letters.length).toBeGreaterThan(1_000)
  expect(rows).toEqual([])
})
