import { EditorSelection, EditorState, type StateCommand } from '@codemirror/state'
import { expect, it } from 'vitest'
import { blocksAt, endList, toggleBlock } from './block-commands'
import { finishLink, linkTo, toggleInline, toggleLink } from './inline-commands'
import { markdownLanguage } from './markdown-language'

/** `|` is the cursor, or the two ends of what is selected. */
function stateOf(text: string): EditorState {
  const [before = '', within, after] = text.split('|')
  const doc = [before, within, after].join('')
  const [anchor, head] =
    after === undefined ? [before.length] : [before.length, before.length + (within ?? '').length]
  return EditorState.create({
    doc,
    selection: EditorSelection.single(anchor ?? 0, head ?? anchor),
    extensions: [markdownLanguage],
  })
}

function textOf({ doc, selection: { main } }: EditorState): string {
  const text = doc.toString()
  const [before, within, after] = [
    text.slice(0, main.from),
    text.slice(main.from, main.to),
    text.slice(main.to),
  ]
  return main.empty ? `${before}|${after}` : `${before}|${within}|${after}`
}

function after(text: string, ...commands: StateCommand[]): string {
  let state = stateOf(text)
  for (const command of commands)
    command({
      state,
      dispatch(transaction) {
        state = transaction.state
      },
    })
  return textOf(state)
}

const [bold, italic, strike, code] = (['bold', 'italic', 'strike', 'code'] as const).map((kind) =>
  toggleInline(kind),
)

it.each([
  ['one |two| three', 'one **|two|** three'],
  ['one **|two|** three', 'one |two| three'],
  // Blanks at the ends stay outside: `** two**` would be no mark.
  ['one| two |three', 'one **|two|** three'],
  // The word with the cursor in it; beside words there is one to be typed, or it is taken back.
  ['tw|o', '**tw|o**'],
  ['one |', 'one **|**'],
  ['one **|**', 'one |'],
  ['**two|**', '**two**|'],
  ['**t|wo**', 't|wo'],
  // Each line for itself, without what it begins with.
  ['|- one\n> two|', '- **|one**\n> **two|**'],
  ['- **|one**\n\n> **two|**', '- |one\n\n> two|'],
  ['прив|ет', '**прив|ет**'],
])('makes bold, or no more: %j', (before, now) => {
  expect(after(before, bold as StateCommand)).toBe(now)
})

it('puts one into the other', () => {
  expect(after('a |b| c', bold as StateCommand, italic as StateCommand)).toBe('a ***|b|*** c')
  expect(after('a ***|b|*** c', italic as StateCommand)).toBe('a **|b|** c')
  expect(after('|b|', strike as StateCommand, code as StateCommand)).toBe('~~`|b|`~~')
})

it.each([
  ['heading', 'one|', '## one|'],
  ['heading', '## one|', '### one|'],
  ['heading', '### one|', 'one|'],
  ['heading', '- o|ne', '## o|ne'],
  ['quote', '|one\n\ntwo|', '> |one\n>\n> two|'],
  ['quote', '> |one\n>\n> two|', '|one\n\ntwo|'],
  ['bullets', '|one\n\ntwo|', '- |one\n\n- two|'],
  ['bullets', '1. |one\n2. two|', '- |one\n- two|'],
  ['bullets', '- |one\n- two|', '|one\ntwo|'],
  ['numbers', '- |one\n- two\nthree|', '1. |one\n2. two\n3. three|'],
  ['numbers', '|', '1. |'],
  // Up to the beginning of a line is not into it.
  ['bullets', '|one\n|two', '- |one\n|two'],
] as const)('makes a %s, or none: %j', (kind, before, now) => {
  expect(after(before, toggleBlock(kind))).toBe(now)
})

it('ends a list with an item that is left empty, with room before what follows', () => {
  expect(after('- one\n- |', endList)).toBe('- one\n\n|')
  expect(after('1. one\n\n2. |', endList)).toBe('1. one\n\n|')
  expect(after('- one|', endList)).toBe('- one|')
  expect(after('- one\n    - |', endList)).toBe('- one\n    - |')
})

it('knows what the lines are', () => {
  expect(blocksAt(stateOf('## o|ne'))).toEqual(['heading'])
  expect(blocksAt(stateOf('|- one\n- two|'))).toEqual(['bullets'])
  expect(blocksAt(stateOf('|- one\ntwo|'))).toEqual([])
  expect(blocksAt(stateOf('|'))).toEqual([])
})

it.each([
  ['see |this| now', 'see [this](|https://|) now'],
  ['|https://example.com|', '[|](https://example.com)'],
  ['|', '[|](https://)'],
  ['see [th|is](https://example.com "x") now', 'see th|is now'],
])('makes a link, or none: %j', (before, now) => {
  expect(after(before, toggleLink)).toBe(now)
})

it.each([
  ['see [this](example.com/page|) now', 'see [this](https://example.com/page)| now'],
  ['see [this](|https://|) now', 'see [this](https://)| now'],
  ['[this](me@example.com|)', '[this](mailto:me@example.com)|'],
  ['[this](/posts/1|)', '[this](/posts/1)|'],
  // Words that were missing: what is missing then is the address.
  ['[this|](https://)', '[this](|https://|)'],
  ['[this|](https://example.com)', '[this](https://example.com)|'],
  // Elsewhere Enter is a line break.
  ['[th|is](https://example.com)', '[th|is](https://example.com)'],
  ['see [this](https://example.com)| now', 'see [this](https://example.com)| now'],
])('finishes a link: %j', (before, now) => {
  expect(after(before, finishLink)).toBe(now)
})

it('leads the selected words to an address that is pasted', () => {
  expect(linkTo(stateOf('see |this| now'), ' https://example.com/a_(b)\n')).toBe(
    '[this](https://example.com/a_%28b%29)',
  )
  expect(linkTo(stateOf('see | now'), 'https://example.com')).toBeNull()
  expect(linkTo(stateOf('see |this| now'), 'no address')).toBeNull()
  expect(linkTo(stateOf('see [this](|https://|) now'), 'https://example.com')).toBeNull()
})
