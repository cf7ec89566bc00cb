import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Reader } from '@/lib/db/reader'
import { posts } from '@/lib/db/tables/content'
import { formerHandles, users } from '@/lib/db/tables/people'
import { series, seriesPosts } from '@/lib/db/tables/series'
import { findSuccessor } from '@/lib/domain/creators/handles'
import { loadExport } from '@/lib/restore/load-export'
import { makeCreator, makePost, SECRET } from '@/tests/support/app/people'
import { exportLines } from '@/tests/support/app/restoring'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { openEmptyDatabase } from '@/tests/support/database/empty-database'

let app: TestApp
let empty: Awaited<ReturnType<typeof openEmptyDatabase>>
let lines: string[]
let handleBefore: string
beforeAll(async () => {
  ;[app, empty] = await Promise.all([startTestApp(), openEmptyDatabase()])
  const creator = await makeCreator(app, { tiers: { basic: 10_000_000n } })
  handleBefore = creator.handle
  await creator.api.patch('/api/me/creator', { handle: 'another_handle' })
  const { id } = await makePost(creator, { body: `${SECRET}\n=1+1 "quoted" \u2028` })
  await creator.api.post('/api/me/series', { title: 'Later', description: '' })
  const { json } = await creator.api.post('/api/me/series', { title: 'First', description: 'Of all' })
  await creator.api.put(`/api/posts/${id}/series`, { seriesId: json.id })
  lines = await exportLines(app)
})
afterAll(async () => {
  await empty.remove()
  await app.close()
})

it('holds the posts whole, and the key: it is to be kept secret', () => {
  expect(lines.join('\n')).toContain(SECRET)
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    kind: 'fonana-export',
    version: 1,
    referenceKey: app.app.referenceKey,
    platformWallets: [app.app.platformWallet],
  })
  expect(JSON.parse(lines.at(-1) ?? '')).toEqual({ kind: 'end', lines: lines.length - 1 })
})

describe('is refused with a reason, and nothing of it stays', () => {
  const edited = (index: number, change: object) =>
    lines.map((line, at) => (at === index ? JSON.stringify({ ...JSON.parse(line), ...change }) : line))
  it.each<[string, () => string[], string]>([
    ['without its end', () => lines.slice(0, -1), 'the file ends too early'],
    ['with a line missing', () => lines.toSpliced(-2, 1), 'lines where there were'],
    ['with a tier of nobody', () => lines.toSpliced(2, 1), 'the lines of tiers do not fit the others'],
    ['with more after its end', () => [...lines, lines[1] ?? ''], 'after the end'],
    ['of another version', () => edited(0, { version: 2 }), 'line 1: version: written by another version'],
    ['that is none', () => lines.slice(1), 'this is no export of Fonana'],
    ['that is empty', () => [], 'the file ends too early'],
    ['with a damaged line', () => lines.with(1, '{"kind":"us'), 'line 2: not JSON'],
    [
      'with a wallet that is none',
      () => edited(1, { wallet: 'mine' }),
      'line 2: wallet: Must be a Solana address',
    ],
    ['with an unknown kind of line', () => edited(1, { kind: 'coupon' }), 'line 2: kind: '],
  ])('%s', async (_, make, why) => {
    await expect(loadExport(empty.db, make())).rejects.toMatchObject({
      name: 'ExportError',
      message: expect.stringContaining(why),
    })
    expect(await empty.db.read.select().from(users)).toEqual([])
  })

  it('where the database is not empty', async () => {
    const before = await app.app.db.read.select().from(posts)
    await expect(loadExport(app.app.db, lines)).rejects.toThrow('the database is not empty')
    expect(await app.app.db.read.select().from(posts)).toEqual(before)
  })
})

it('is taken by an empty one', async () => {
  const { counts } = await loadExport(empty.db, lines)
  expect(counts).toEqual({ users: 1, creators: 1, posts: 1 })
  // Nobody else is given the handle that its creator had, and links lead on from it.
  expect(await empty.db.read.select().from(formerHandles)).toHaveLength(1)
  expect(await findSuccessor(empty.db.read, handleBefore)).toBe('another_handle')
  const before = await app.app.db.read.select().from(seriesPosts)
  expect(before).toHaveLength(1)
  expect(await empty.db.read.select().from(seriesPosts)).toEqual(before)
  expect(await seriesIn(empty.db.read)).toEqual(await seriesIn(app.app.db.read))
})

/** As their creator has put them in order. */
const seriesIn = (reader: Reader) =>
  reader
    .select({ id: series.id, title: series.title, description: series.description })
    .from(series)
    .orderBy(series.place)
