import { syntaxTree } from '@codemirror/language'
import {
  type ChangeSpec,
  EditorSelection,
  type EditorState,
  type SelectionRange,
  type StateCommand,
} from '@codemirror/state'
import type { SyntaxNode } from '@lezer/common'
import { withScheme } from '@/lib/schema/written-address'

/** What a part of a line can be, with what it is written by. */
export const INLINE = {
  bold: { node: 'StrongEmphasis', mark: '**' },
  italic: { node: 'Emphasis', mark: '*' },
  strike: { node: 'Strikethrough', mark: '~~' },
  code: { node: 'InlineCode', mark: '`' },
} as const
export type InlineKind = keyof typeof INLINE

/** What a line begins with before its words. */
const BEFORE_WORDS = /^\s*(?:>\s?|[-+*]\s+|\d+[.)]\s+|#{1,6}\s+)*/
const URL_LIKE = /^(?:https?:\/\/|mailto:)\S+$/i
/** Typed over. */
const ADDRESS = 'https://'

/** Makes what is selected bold and so on, or the word with the cursor in it; or takes that away again. */
export function toggleInline(kind: InlineKind): StateCommand {
  return ({ state, dispatch }) => {
    if (state.readOnly) return false
    const change = state.changeByRange((range) =>
      range.empty ? toggleAtCursor(state, range, kind) : toggleSelected(state, range, kind),
    )
    dispatch(state.update(change, { scrollIntoView: true, userEvent: 'input.format' }))
    return true
  }
}

/** The innermost of that kind that holds all of it. */
export function enclosing(state: EditorState, { from, to }: SelectionRange, name: string): SyntaxNode | null {
  const tree = syntaxTree(state)
  for (const side of [1, -1] as const) {
    for (let node: SyntaxNode | null = tree.resolveInner(from, side); node !== null; node = node.parent)
      if (node.name === name && node.from <= from && node.to >= to) return node
  }
  return null
}

function toggleAtCursor(state: EditorState, range: SelectionRange, kind: InlineKind) {
  const { node: name, mark } = INLINE[kind]
  const { head } = range
  const node = enclosing(state, range, name)
  if (node !== null) {
    // At its end it is left, as whoever types on means.
    if (head === node.to - mark.length || head === node.to) return { range: EditorSelection.cursor(node.to) }
    return without(state, range, [node])
  }
  const { length } = mark
  // Opened a moment ago, and not wanted.
  if (state.sliceDoc(head - length, head + length) === mark + mark)
    return {
      range: EditorSelection.cursor(head - length),
      changes: { from: head - length, to: head + length },
    }
  const word = state.wordAt(head)
  if (word !== null && word.from < head && word.to > head)
    return {
      range: EditorSelection.cursor(head + length),
      changes: [
        { from: word.from, insert: mark },
        { from: word.to, insert: mark },
      ],
    }
  return { range: EditorSelection.cursor(head + length), changes: { from: head, insert: mark + mark } }
}

function toggleSelected(state: EditorState, range: SelectionRange, kind: InlineKind) {
  const { node: name, mark } = INLINE[kind]
  const parts = wordsIn(state, range)
  const nodes = parts.map((part) => enclosing(state, EditorSelection.range(part.from, part.to), name))
  if (parts.length > 0 && nodes.every((node) => node !== null)) return without(state, range, nodes)
  const changes: ChangeSpec[] = parts.flatMap(({ from, to }, index) =>
    nodes[index] === null
      ? [
          { from, insert: mark },
          { from: to, insert: mark },
        ]
      : [],
  )
  const set = state.changes(changes)
  const [from, to] = [
    set.mapPos(parts[0]?.from ?? range.from, 1),
    set.mapPos(parts.at(-1)?.to ?? range.to, -1),
  ]
  return { range: EditorSelection.range(from, to), changes }
}

function without(state: EditorState, range: SelectionRange, nodes: readonly SyntaxNode[]) {
  const changes = [...new Map(nodes.map((node) => [node.from, node])).values()].flatMap((node) =>
    [node.firstChild, node.lastChild].flatMap((mark) => (mark ? [{ from: mark.from, to: mark.to }] : [])),
  )
  return { range: range.map(state.changes(changes)), changes }
}

/** The words of each line, without what it begins with and without blanks at the ends: marks that touch a blank are none. */
function wordsIn({ doc }: EditorState, range: SelectionRange): { from: number; to: number }[] {
  const parts: { from: number; to: number }[] = []
  for (let pos = range.from; pos <= range.to; ) {
    const line = doc.lineAt(pos)
    const [{ length }] = BEFORE_WORDS.exec(line.text) ?? ['']
    const start = Math.max(range.from, line.from + length)
    const text = doc.sliceString(start, Math.max(start, Math.min(range.to, line.to)))
    const from = start + (text.length - text.trimStart().length)
    const to = start + text.trimEnd().length
    if (from < to) parts.push({ from, to })
    pos = line.to + 1
  }
  return parts
}

/** A link from what is selected, with the address to be typed; on a link it is taken away, its words stay. */
export const toggleLink: StateCommand = ({ state, dispatch }) => {
  if (state.readOnly) return false
  const range = state.selection.main
  const node = enclosing(state, range, 'Link')
  const text = state.sliceDoc(range.from, range.to)
  if (node !== null) {
    const [open, close] = node.getChildren('LinkMark')
    if (open === undefined || close === undefined) return false
    const changes = [
      { from: open.from, to: open.to },
      { from: close.from, to: node.to },
    ]
    dispatch(state.update({ changes, userEvent: 'input.format' }))
    return true
  }
  const isAddress = URL_LIKE.test(text)
  const [words, address] = isAddress ? ['', text] : [text.replace(/\n/g, ' '), ADDRESS]
  const at = range.from + 1
  // What is still missing is selected.
  const selection =
    isAddress || words === ''
      ? { anchor: at }
      : { anchor: at + words.length + 2, head: at + words.length + 2 + address.length }
  dispatch(
    state.update({
      changes: { from: range.from, to: range.to, insert: `[${words}](${address})` },
      selection,
      scrollIntoView: true,
      userEvent: 'input.format',
    }),
  )
  return true
}

/**
 * Enter after the address of a link finishes it: writing goes on behind it. At the end of its words it does so too, unless
 * the address is still to be typed.
 */
export const finishLink: StateCommand = ({ state, dispatch }) => {
  const { main } = state.selection
  const link = state.readOnly ? null : enclosing(state, main, 'Link')
  const [, endOfWords, open, close] = link?.getChildren('LinkMark') ?? []
  if (endOfWords === undefined || open === undefined || close === undefined) return false
  const isAtWords = main.empty && main.head === endOfWords.from
  if (!isAtWords && (main.from < open.to || main.to > close.from)) return false
  const written = state.sliceDoc(open.to, close.from)
  const address = withScheme(written)
  const selection =
    isAtWords && (written === '' || written === ADDRESS)
      ? { anchor: open.to, head: close.from }
      : { anchor: close.to + address.length - written.length }
  const changes = address === written ? [] : { from: open.to, to: close.from, insert: address }
  dispatch(state.update({ changes, selection, scrollIntoView: true, userEvent: 'input.format' }))
  return true
}

/** What was pasted is where the selected words lead: null where it is no address, or nothing is selected. */
export function linkTo(state: EditorState, pasted: string): string | null {
  const { from, to, empty } = state.selection.main
  const words = state.sliceDoc(from, to)
  const address = pasted.trim()
  if (empty || !URL_LIKE.test(address) || URL_LIKE.test(words) || /[\n[\]]/.test(words)) return null
  // Within the brackets of a link the address is typed over.
  if (enclosing(state, state.selection.main, 'URL') !== null) return null
  return `[${words}](${address.replace(/\(/g, '%28').replace(/\)/g, '%29')})`
}
