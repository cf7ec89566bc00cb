import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Connection } from '@/lib/db/connection'
import { openEmbedded } from '@/lib/db/embedded'
import { sqlState } from '@/lib/db/sql-errors'

const folder = mkdtempSync(join(tmpdir(), 'fonana-embedded-'))
let db: Connection

beforeAll(async () => {
  cpSync(inject('databaseTemplate'), folder, { recursive: true })
  db = await openEmbedded(folder)
})

afterAll(async () => {
  await db.close()
  rmSync(folder, { recursive: true, force: true })
})

const rowsOf = async (statement: ReturnType<typeof sql>) => (await db.sql.execute(statement)).rows
const failure = (work: Promise<unknown>) => work.then(() => undefined, sqlState)
const DIVISION_BY_ZERO = '22012'
const SYNTAX_ERROR = '42601'

describe('the client of the embedded database', () => {
  it('answers the same statement with other values anew', async () => {
    for (const value of ['a', 'ä', "'", null]) {
      expect(await rowsOf(sql`select ${value}::text as value`)).toEqual([{ value }])
    }
  })

  it('goes on after a statement that cannot be read, and after one that fails while it runs', async () => {
    const divide = (by: number) => sql`select 6 / ${by}::int as value`
    expect(await failure(db.sql.execute(sql`select from from`))).toBe(SYNTAX_ERROR)
    expect(await failure(db.sql.execute(divide(0)))).toBe(DIVISION_BY_ZERO)
    expect(await rowsOf(divide(2))).toEqual([{ value: 3 }])
  })

  it('keeps answering when more statements were seen than stay planned', async () => {
    const statement = (number: number) => sql`select ${sql.raw(String(number))} + ${1}::int as value`
    for (const round of [1, 2]) {
      for (let number = 0; number < 250; number += 1) {
        expect(await rowsOf(statement(number)), `round ${round}`).toEqual([{ value: number + 1 }])
      }
    }
  })

  it('lets nobody between the statements of a transaction, and undoes them when it fails', async () => {
    await db.sql.execute(sql`create temporary table counts (n int)`)
    const insert = (n: number) => sql`insert into counts values (${n}::int)`
    const undone = db.sql.transaction(async (tx) => {
      await tx.execute(insert(1))
      throw new Error('on purpose')
    })
    const [before, counted] = [
      undone.catch((error: Error) => error.message),
      rowsOf(sql`select n from counts`),
    ]
    expect(await before).toBe('on purpose')
    expect(await counted).toEqual([])
    await db.sql.transaction(async (tx) => void (await tx.execute(insert(2))))
    expect(await rowsOf(sql`select n from counts`)).toEqual([{ n: 2 }])
  })

  it('does not take a transaction for committed in which a statement failed', async () => {
    const transaction = db.sql.transaction(async (tx) => {
      await tx.execute(sql`select 1 / ${0}::int`).catch(() => {})
    })
    await expect(transaction).rejects.toThrow('was rolled back')
    expect(await rowsOf(sql`select 1 as value`)).toEqual([{ value: 1 }])
  })

  it('gives each its own answer where a transaction asks for several at the same time', async () => {
    await db.sql.transaction(async (tx) => {
      const asked = Array.from({ length: 20 }, (_, n) =>
        tx.execute(sql`select ${n}::int as value where ${n % 2}::int = 1`),
      )
      const answers = (await Promise.all(asked)).map(({ rows }) => rows)
      expect(answers).toEqual(answers.map((_, n) => (n % 2 === 1 ? [{ value: n }] : [])))
    })
  })
})
