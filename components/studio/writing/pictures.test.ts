import { EditorSelection, EditorState } from '@codemirror/state'
import { expect, it } from 'vitest'
import { writtenPicture } from '@/lib/schema/text-pictures'
import { markdownLanguage } from './markdown-language'
import { putPicture } from './picture-place'

const ID = '0193c0de-0000-7000-8000-00000000000a'
const P = writtenPicture(ID)

/** Put where `¦` is, with the cursor there; in what comes of it the cursor is `¦` again. */
function put(text: string): string {
  const at = text.indexOf('¦')
  const state = EditorState.create({
    doc: text.replace('¦', ''),
    selection: EditorSelection.cursor(at),
    extensions: [markdownLanguage],
  })
  const { doc, selection } = state.update(putPicture(state, at, ID)).state
  const { head } = selection.main
  return `${doc.sliceString(0, head)}¦${doc.sliceString(head)}`.replace(P, 'P')
}

it.each([
  ['¦', 'P\n\n¦'],
  ['One¦', 'One\n\nP\n\n¦'],
  ['One¦ two', 'One\n\nP\n\n¦ two'],
  ['One\n¦\nTwo', 'One\n\nP\n\n¦Two'],
  ['One\n\n¦Two', 'One\n\nP\n\n¦Two'],
  // Nothing is torn.
  ['One **t¦wo** three', 'One **two**\n\nP\n\n¦ three'],
  ['## Ti¦tle', '## Title\n\nP\n\n¦'],
  ['```\nco¦de\n```\n\nTwo', '```\ncode\n```\n\nP\n¦\nTwo'],
  ['| a | b |\n|---|---|\n| 1¦ | 2 |', '| a | b |\n|---|---|\n| 1 | 2 |\n\nP\n\n¦'],
  // A quote and a list go on.
  ['> said¦', '> said\n> P¦'],
  ['- one¦\n- two', '- one\n  P\n¦- two'],
  ['12. a¦ b', '12. a\n    P\n    ¦ b'],
])('%j becomes %j', (before, after) => {
  expect(put(before)).toBe(after)
})
