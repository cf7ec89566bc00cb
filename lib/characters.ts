/**
 * What characters are, for every text that comes from outside or is shown beside others. People count and read
 * graphemes (https://www.unicode.org/reports/tr29/); JavaScript counts code units, of which an emoji has two to a dozen.
 */
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Half of a surrogate pair: no database and no UTF-8 can hold it. */
const HALF = /\p{Cs}/u
/** NUL, which Postgres refuses, and what screens and logs would obey. Line breaks and tabs are text. */
const CONTROL = /[^\P{Cc}\t\n\r]/u
/** What ends a line or turns the direction of what stands beside it. */
const LINE_BREAK = /[\p{Cc}\u2028\u2029]/u
const DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu
/** Anything but blanks, controls, fillers, tags, marks without a letter, and two symbols that are drawn as nothing. */
const VISIBLE = /[^\p{Z}\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{M}\p{Default_Ignorable_Code_Point}\u2800\u{1d159}]/u

/** Can it be stored and sent as it is? */
export function isWellFormed(text: string): boolean {
  return !HALF.test(text)
}

export function hasControls(text: string): boolean {
  return CONTROL.test(text)
}

export function isOneLine(text: string): boolean {
  return !LINE_BREAK.test(text)
}

/** Embeddings, overrides, isolates and marks of direction. */
export function turnsDirection(text: string): boolean {
  return text.search(DIRECTION) >= 0
}

/** Does a reader see anything of it? */
export function isVisible(text: string): boolean {
  return VISIBLE.test(text)
}

/** The first characters, as people count them; what was longer ends in `…`, which counts as one. */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text
  let count = 0
  let end = 0
  for (const { index } of graphemes.segment(text)) {
    if (count === max - 1) end = index
    if (count === max) return `${text.slice(0, end)}…`
    count += 1
  }
  return text
}

/** The same on one line, cut between words where one ends in its second half. */
export function shortenAtWord(text: string, max: number): string {
  const line = text.trim().replace(/\s+/g, ' ')
  const cut = shorten(line, max)
  const end = cut.lastIndexOf(' ')
  return cut === line || end < cut.length / 2 ? cut : `${cut.slice(0, end)}…`
}

/** The first character, as people count them; empty where there is none. */
export function firstCharacter(text: string): string {
  for (const { segment } of graphemes.segment(text)) return segment
  return ''
}

/**
 * A name or a title for a plain text in which other words stand beside it: first strong isolate and its end, so that
 * no letter of it changes the order of theirs. Controls of its own, which older names may have, could end it early.
 * https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates
 */
export function isolate(text: string): string {
  return `\u2068${text.replace(DIRECTION, '')}\u2069`
}

/** The text as it is said where nothing is laid out: the name of an element, for who hears it. */
export function withoutIsolates(text: string): string {
  return text.replace(/[\u2068\u2069]/g, '')
}
