import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '@/lib/db/database'
import { topPositions } from '@/lib/db/event-log'
import { newId } from '@/lib/db/ids'
import { findEndedSessions } from '@/lib/domain/accounts/sessions'
import { viewerOf } from '@/lib/domain/context'
import { findCreators } from '@/lib/domain/creators/creator-cards'
import { readAccess, readAccessOfMany } from '@/lib/domain/posts/post-access'
import { captureStatements } from '@/tests/support/database/captured-statements'
import { openEmptyDatabase } from '@/tests/support/database/empty-database'

const capture = captureStatements()
let db: Database
let remove: () => Promise<void>
beforeAll(async () => {
  ;({ db, remove } = await openEmptyDatabase())
})
afterAll(async () => {
  await remove()
  capture.stop()
})

const now = () => new Date()
const viewer = viewerOf(newId())

it.each<[string, (ids: string[]) => Promise<unknown>]>([
  ['access to posts', (ids) => readAccess(db.read, viewer, ids, now())],
  [
    'access of readers',
    (ids) =>
      readAccessOfMany(
        db.read,
        ids.map((postId) => ({ userId: newId(), postId })),
        now(),
      ),
  ],
  ['creators', (ids) => findCreators(db.read, new Set(ids))],
  ['ended sessions', (ids) => findEndedSessions({ db }, ids)],
  ['positions', (ids) => topPositions(db.read, ids)],
])('%s: one text for any number of keys, as a connection keeps only so many planned', async (_, ask) => {
  const textsFor = async (count: number) => {
    capture.take()
    await ask(Array.from({ length: count }, () => newId()))
    return capture.take().map(({ text }) => text)
  }
  const one = await textsFor(1)
  expect(one).not.toEqual([])
  expect(await textsFor(2)).toEqual(one)
  expect(await textsFor(77)).toEqual(one)
})
