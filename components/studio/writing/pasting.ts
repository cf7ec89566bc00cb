import { syntaxTree } from '@codemirror/language'
import type { EditorState } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { apart } from './apart'
import { linkTo, toggleInline } from './inline-commands'
import { markdownOf } from './markdown-of-html'

const FORMATS: Record<string, 'bold' | 'italic' | 'strike'> = {
  formatBold: 'bold',
  formatItalic: 'italic',
  formatStrikeThrough: 'strike',
}

/** What comes from elsewhere: looks become Markdown, files are pictures of the post, and those that are pictures stand here. */
export const pasting = (
  onFiles: (files: File[], at: number) => void,
  /** Hears how many pictures are not taken over: they lie elsewhere, and are no files. */
  onLeft: (pictures: number) => void,
) =>
  EditorView.domEventHandlers({
    paste(event, view) {
      const data = event.clipboardData
      if (data === null) return false
      const plain = data.getData('text/plain')
      // Where there is text beside it, that is what is meant.
      if (data.files.length > 0 && plain === '') {
        onFiles([...data.files], view.state.selection.main.head)
        return true
      }
      const html = data.getData('text/html')
      const copied = html === '' ? null : new DOMParser().parseFromString(html, 'text/html')
      const left = picturesIn(copied)
      if (left > 0) onLeft(left)
      const text = textOf(view.state, plain, copied)
      if (text === null) return false
      view.dispatch(view.state.replaceSelection(text), { scrollIntoView: true, userEvent: 'input.paste' })
      return true
    },
    drop(event, view) {
      const { files } = event.dataTransfer ?? {}
      if (files === undefined || files.length === 0) return false
      event.preventDefault()
      onFiles([...files], view.posAtCoords({ x: event.clientX, y: event.clientY }, false))
      return true
    },
    // The menu of a phone's own.
    beforeinput(event, view) {
      const kind = FORMATS[event.inputType]
      if (kind === undefined) return false
      event.preventDefault()
      return toggleInline(kind)(view)
    },
  })

/** Null where what was copied goes in as it is. */
function textOf(state: EditorState, plain: string, copied: Document | null): string | null {
  const link = linkTo(state, plain)
  if (link !== null) return link
  if (copied === null || isInCode(state)) return null
  const markdown = markdownOf(copied)
  if (markdown === null) return null
  if (!isBlock(markdown)) return markdown
  return apart(state, state.selection.main, markdown)
}

/** One of a pixel or none counts who reads. */
function picturesIn(copied: Document | null): number {
  const all = [...(copied?.querySelectorAll('img') ?? [])]
  return all.filter((img) => !/^[01]$/.test(img.getAttribute('width') ?? '')).length
}

function isInCode(state: EditorState): boolean {
  for (let node = syntaxTree(state).resolveInner(state.selection.main.head, -1).node; ; ) {
    if (node.name === 'FencedCode' || node.name === 'InlineCode') return true
    if (node.parent === null) return false
    node = node.parent
  }
}

/** It begins with, or has, more than a line of words. */
const isBlock = (markdown: string) => /\n\n|^(?:#{1,6} |> |- |\d+\. |```|\|)/.test(markdown)
