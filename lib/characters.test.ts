import { describe, expect, it } from 'vitest'
import {
  firstCharacter,
  hasControls,
  isOneLine,
  isolate,
  isVisible,
  isWellFormed,
  shorten,
  turnsDirection,
} from './characters'

const FAMILY = '👨‍👩‍👧‍👦'
const WHOLE: [string, string][] = [
  ['letters', 'x'],
  ['emoji of two code units', '😀'],
  ['emoji of eleven code units', FAMILY],
  ['letters with accents of their own', 'e\u0301'],
  ['flags', '🇺🇦'],
]

describe('a text that is shortened', () => {
  it.each(WHOLE)('is left as it is at 200 %s', (_, character) => {
    expect(shorten(character.repeat(200), 200)).toBe(character.repeat(200))
  })

  it.each(WHOLE)('of 201 %s is 199 whole ones and an ellipsis', (_, character) => {
    expect(shorten(character.repeat(201), 200)).toBe(`${character.repeat(199)}…`)
  })

  it('is well formed wherever the cut falls', () => {
    for (let before = 0; before < 4; before += 1)
      expect(isWellFormed(shorten(`${'a'.repeat(before)}${'😀'.repeat(300)}`, 200))).toBe(true)
  })

  it('may be nothing', () => {
    expect(shorten('', 200)).toBe('')
  })
})

it.each([...WHOLE, ['nothing', '']])('begins with a whole character: %s', (_, character) => {
  expect(firstCharacter(character && `${character}bc`)).toBe(character)
})

it.each([
  ['half a pair', 'a\ud800b', false],
  ['the other half', '\udc00', false],
  ['halves in the wrong order', '\udc00\ud800', false],
  ['a pair', '\ud83d\ude00', true],
  ['nothing', '', true],
])('%s is well formed: %#', (_, text, expected) => {
  expect(isWellFormed(text)).toBe(expected)
})

it.each(['\u0000', '\u0007', '\u001b', '\u007f', '\u0085', '\u009f'])('%j is a control character', (text) => {
  expect(hasControls(`a${text}b`)).toBe(true)
})

it('takes tabs and line breaks for text, and not for one line', () => {
  expect(hasControls('a\tb\r\nc')).toBe(false)
  for (const text of ['\t', '\n', '\r', '\u000b', '\u0085', '\u2028', '\u2029'])
    expect(isOneLine(`a${text}b`)).toBe(false)
  expect(isOneLine('Łódź «ё» 🎉')).toBe(true)
})

it('knows every control of direction, and no letter of a script that runs to the left', () => {
  const controls = '\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069'
  for (const control of controls) expect(turnsDirection(`a${control}b`)).toBe(true)
  for (const text of ['שלום', 'سلام', 'می\u200cخواهم', FAMILY]) expect(turnsDirection(text)).toBe(false)
})

it.each([
  ['blanks', ' \u00a0\u2003\u3000'],
  ['U+200B', '\u200b'],
  ['U+3164', '\u3164'],
  ['U+FFA0', '\uffa0'],
  ['U+115F', '\u115f'],
  ['U+2800', '\u2800\u2800'],
  ['U+00AD', '\u00ad'],
  ['U+2060', '\u2060'],
  ['U+FEFF', '\ufeff'],
  ['U+180E', '\u180e'],
  ['U+FE0F', '\ufe0f'],
  ['a joiner', '\u200d'],
  ['tag characters', '\u{e0041}\u{e0062}\u{e007f}'],
  ['line separators', '\u2028\u2029'],
  ['marks without a letter', '\u0301\u0308'],
  ['private characters', '\ue000\u{f0000}'],
  ['a notehead that is drawn as nothing', '\u{1d159}'],
  ['nothing', ''],
])('sees nothing in %s', (_, text) => {
  expect(isVisible(text)).toBe(false)
})

it.each(['a', '1', '…', '私', 'ё', 'e\u0301', FAMILY, '❤️', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', 'ﷺ', '\u200ba'])(
  'sees something in %j',
  (text) => {
    expect(isVisible(text)).toBe(true)
  },
)

it('isolates a name by marks that end with it', () => {
  expect(`${isolate('אב')} 1`).toBe('\u2068אב\u2069 1')
  expect(isolate('\u2069\u202Eydna')).toBe('\u2068ydna\u2069')
})
