import { EditorSelection, type EditorState, type Line, type StateCommand } from '@codemirror/state'
import { enclosing } from './inline-commands'

export type BlockKind = 'heading' | 'quote' | 'bullets' | 'numbers'

const HEADING = /^(#{1,6})\s+/
const QUOTE = /^>\s?/
const ITEM = /^(\s*)(?:[-+*]|\d{1,9}[.)])\s+/
const BULLET = /^\s*[-+*]\s+/
const NUMBER = /^\s*\d{1,9}[.)]\s+/
/** The title of the post is above all of them. */
const LEVELS = ['## ', '### ']

/** Makes the selected lines a heading, a quote or a list; or takes that away again. */
export function toggleBlock(kind: BlockKind): StateCommand {
  return ({ state, dispatch }) => {
    if (state.readOnly) return false
    const lines = selectedLines(state)
    const rewritten = REWRITE[kind](lines.map(({ text }) => text))
    const changes = lines.flatMap((line, index) => changeOf(line, rewritten[index] ?? line.text))
    const set = state.changes(changes)
    const ranges = state.selection.ranges.map(({ anchor, head }) =>
      EditorSelection.range(set.mapPos(anchor, 1), set.mapPos(head, 1)),
    )
    dispatch(
      state.update({
        changes: set,
        selection: EditorSelection.create(ranges, state.selection.mainIndex),
        scrollIntoView: true,
        userEvent: 'input.format',
      }),
    )
    return true
  }
}

/** An item that was left empty ends its list: what follows is a paragraph, and apart from it. */
export const endList: StateCommand = ({ state, dispatch }) => {
  const { main } = state.selection
  const { from, to, text, number } = state.doc.lineAt(main.head)
  const isEmptyItem = main.empty && main.head === to && /^(?:[-+*]|\d{1,9}[.)])\s+$/.test(text)
  if (!isEmptyItem || enclosing(state, main, 'ListItem') === null) return false
  const isApart = number === 1 || state.doc.line(number - 1).text.trim() === ''
  const insert = isApart ? '' : state.lineBreak
  const selection = { anchor: from + insert.length }
  dispatch(
    state.update({ changes: { from, to, insert }, selection, scrollIntoView: true, userEvent: 'input' }),
  )
  return true
}

/** What the lines with the cursor, or all that are selected, are. */
export function blocksAt(state: EditorState): BlockKind[] {
  const lines = selectedLines(state)
    .map(({ text }) => text)
    .filter((text) => text.trim() !== '')
  if (lines.length === 0) return []
  const all = (pattern: RegExp) => lines.every((text) => pattern.test(text))
  const kinds: BlockKind[] = []
  if (all(HEADING)) kinds.push('heading')
  if (all(QUOTE)) kinds.push('quote')
  if (all(BULLET)) kinds.push('bullets')
  if (all(NUMBER)) kinds.push('numbers')
  return kinds
}

const REWRITE: Record<BlockKind, (lines: string[]) => string[]> = {
  heading(lines) {
    const [, marks] = HEADING.exec(lines.find((text) => text.trim() !== '') ?? '') ?? []
    // None, large, smaller, none.
    const next = marks === undefined ? LEVELS[0] : LEVELS.find((level) => level.length - 1 > marks.length)
    return each(lines, (text) => (next ?? '') + text.replace(HEADING, '').replace(ITEM, ''))
  },
  quote(lines) {
    const isQuote = lines.every((text) => QUOTE.test(text))
    // A line without words in between belongs to it.
    return lines.map((text) => (isQuote ? text.replace(QUOTE, '') : text === '' ? '>' : `> ${text}`))
  },
  bullets: (lines) => listed(lines, BULLET, () => '- '),
  numbers: (lines) => listed(lines, NUMBER, (index) => `${index + 1}. `),
}

function listed(lines: string[], pattern: RegExp, mark: (index: number) => string): string[] {
  const isList =
    lines.every((text) => text.trim() === '' || pattern.test(text)) && lines.some((it) => it.trim())
  let index = 0
  return each(lines, (text) => {
    if (isList) return text.replace(pattern, '')
    const [, indent = ''] = ITEM.exec(text) ?? []
    index += 1
    return indent + mark(index - 1) + text.replace(ITEM, '').replace(HEADING, '').trimStart()
  })
}

/** Those with words in them; one alone also without. */
function each(lines: string[], change: (text: string) => string): string[] {
  return lines.map((text) => (text.trim() === '' && lines.length > 1 ? text : change(text)))
}

function selectedLines({ doc, selection }: EditorState): Line[] {
  const { from, to, empty } = selection.main
  const [first, last] = [doc.lineAt(from), doc.lineAt(to)]
  // Up to the beginning of a line is not into it.
  const end = !empty && last.from === to && last.number > first.number ? last.number - 1 : last.number
  return Array.from({ length: end - first.number + 1 }, (_, index) => doc.line(first.number + index))
}

/** What is before the words alone is changed: the cursor stays where it is in them. */
function changeOf({ from, text }: Line, now: string) {
  let kept = 0
  while (kept < text.length && kept < now.length && text.at(-1 - kept) === now.at(-1 - kept)) kept += 1
  if (text === now) return []
  return [{ from, to: from + text.length - kept, insert: now.slice(0, now.length - kept) }]
}
