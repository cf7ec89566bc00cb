import { sql } from 'drizzle-orm'
import type { Reader } from '@/lib/db/reader'

/** What is looked for, each as text of the type `tsquery`. */
export interface Sought {
  /** All words, the last of which may be unfinished. */
  all: string
  /** Without a last one of one or two letters: too many words begin so to be looked up with the others. */
  keys: string
}

export interface Asked {
  exact: Sought
  /** The same with what may have been meant by each word of five letters or more; null where nothing else is like one. */
  near(): Promise<Sought | null>
}

interface Word {
  text: string
  /** What only begins with it is meant too. */
  isBeginning: boolean
}

/** As far as words are kept that are written together. */
const TOGETHER_MAX = 12
const SHORT = 2
/** Shorter words have too many neighbours; digits do not count, as each number is like many. */
const FORGIVEN_FROM = 5
/** Of each word: where more are like it, hardly any of them is meant. */
const MEANT_MAX = 12
const HAS_SIGN = /[%_\\]/
const DIGITS = /[0-9]/g

/** Null where there is no word in it: nothing is found. */
export async function readAsked(reader: Reader, q: string): Promise<Asked | null> {
  const found = await reader
    .select({ text: sql<string>`w.word`, together: sql<boolean>`is_written_together(w.word)` })
    .from(sql`unnest(sought_words(${q})) with ordinality as w(word, place)`)
    .orderBy(sql`w.place`)
  if (found.length === 0) return null
  const words = found.map(({ text, together }, place) => ({
    text: together ? [...text].slice(0, TOGETHER_MAX).join('') : text,
    isBeginning: together || place === found.length - 1,
  }))
  let near: Promise<Sought | null> | undefined
  return {
    exact: soughtOf(words, (word) => [word]),
    near() {
      near ??= readNear(reader, words)
      return near
    },
  }
}

async function readNear(reader: Reader, words: readonly Word[]): Promise<Sought | null> {
  const asked = words.filter(({ text }) => lettersOf(text) >= FORGIVEN_FROM && !HAS_SIGN.test(text))
  if (asked.length === 0) return null
  const rows = await reader
    .select({ text: sql<string>`w.text`, meant: sql<string>`s.word`, begins: sql<boolean>`s.begins` })
    .from(
      sql`jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as w(text text, "isBeginning" boolean),
        lateral similar_words(w.text, w."isBeginning") s`,
    )
    // Whole words first.
    .orderBy(sql`s.begins, s.word`)
  if (rows.length === 0) return null
  return soughtOf(words, (word) => [
    word,
    ...rows
      .filter(({ text }) => text === word.text)
      .slice(0, MEANT_MAX)
      .map(({ meant, begins }) => ({ text: meant, isBeginning: begins })),
  ])
}

function soughtOf(words: readonly Word[], meant: (word: Word) => Word[]): Sought {
  const clauses = words.map((word) => ({ word, clause: `(${meant(word).map(clauseOf).join(' | ')})` }))
  const selective = clauses.filter(({ word }) => !(word.isBeginning && lengthOf(word.text) <= SHORT))
  const joined = (some: typeof clauses) => some.map(({ clause }) => clause).join(' & ')
  return { all: joined(clauses), keys: joined(selective.length > 0 ? selective : clauses) }
}

function clauseOf({ text, isBeginning }: Word): string {
  const quoted = text.replace(/['\\]/g, (sign) => sign + sign)
  return `'${quoted}'${isBeginning ? ':*' : ''}`
}

function lettersOf(text: string): number {
  return lengthOf(text.replace(DIGITS, ''))
}

function lengthOf(text: string): number {
  return [...text].length
}
