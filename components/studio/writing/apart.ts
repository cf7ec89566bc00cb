import type { EditorState } from '@codemirror/state'

/** With a line without words between it and what is around it. */
export function apart(
  { doc }: EditorState,
  { from, to }: { from: number; to: number },
  markdown: string,
): string {
  const [first, last] = [doc.lineAt(from), doc.lineAt(to)]
  const room = (beside: string, beyond: string) =>
    beside.trim() !== '' ? '\n\n' : beyond.trim() !== '' ? '\n' : ''
  const above = first.number > 1 ? doc.line(first.number - 1).text : ''
  const below = last.number < doc.lines ? doc.line(last.number + 1).text : ''
  const before = room(doc.sliceString(first.from, from), above)
  return before + markdown + room(doc.sliceString(to, last.to), below)
}
