import { syntaxTree } from '@codemirror/language'
import type { EditorState, TransactionSpec } from '@codemirror/state'
import { writtenPicture } from '@/lib/schema/text-pictures'
import { apart } from './apart'

/** What no picture can stand in: it goes behind. */
const WHOLE =
  /^(?:FencedCode|Table|(?:ATX|Setext)Heading\d|Link|Image|Emphasis|StrongEmphasis|Strikethrough|InlineCode|URL|Autolink)$/
/** What the lines of a quote and of an item begin with. */
const WITHIN = /^\s*(?:>\s?|[-+*]\s+|\d+[.)]\s+)*/

/** Puts a picture there: apart from paragraphs around it, and within a quote or an item as one more line of that. */
export function putPicture(state: EditorState, place: number, mediaId: string): TransactionSpec {
  const at = behindWhole(state, place)
  const { doc, selection } = state
  const line = doc.lineAt(at)
  const [begins = ''] = WITHIN.exec(line.text.slice(0, at - line.from)) ?? []
  const written = writtenPicture(mediaId)
  const next = begins.replace(/[^>\s]/g, ' ')
  const isAfterWords = doc.sliceString(line.from + begins.length, at).trim() !== ''
  const isBeforeWords = doc.sliceString(at, line.to).trim() !== ''
  const insert =
    next !== ''
      ? [isAfterWords ? `\n${next}` : '', written, isBeforeWords ? `\n${next}` : ''].join('')
      : apart(state, { from: at, to: at }, written) + (doc.sliceString(at).trim() === '' ? '\n\n' : '')
  const { main } = selection
  const isWrittenHere = main.empty && main.head === place
  const end = at + insert.length
  // Writing goes on below it.
  const cursor = isBeforeWords || end === doc.length + insert.length ? end : end + 1
  return {
    changes: { from: at, insert },
    ...(isWrittenHere && { selection: { anchor: cursor }, scrollIntoView: true }),
    userEvent: 'input.picture',
  }
}

function behindWhole(state: EditorState, place: number): number {
  let at = place
  syntaxTree(state).iterate({
    from: place,
    to: place,
    enter({ name, from, to }) {
      if (WHOLE.test(name) && from < place && place < to) at = Math.max(at, to)
    },
  })
  return at
}
