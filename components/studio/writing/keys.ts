import { historyKeymap, indentLess, indentMore, standardKeymap } from '@codemirror/commands'
import { deleteMarkupBackward, insertNewlineContinueMarkupCommand } from '@codemirror/lang-markdown'
import { Prec } from '@codemirror/state'
import { type KeyBinding, keymap } from '@codemirror/view'
import { endList, toggleBlock } from './block-commands'
import { finishLink, toggleInline, toggleLink } from './inline-commands'
import { stepInto } from './table-look'

/** Tab is not among them: it leads on to the next field. */
const FORMAT: readonly KeyBinding[] = [
  { key: 'Mod-b', run: toggleInline('bold'), preventDefault: true },
  { key: 'Mod-i', run: toggleInline('italic'), preventDefault: true },
  { key: 'Mod-e', run: toggleInline('code'), preventDefault: true },
  { key: 'Mod-Shift-x', run: toggleInline('strike'), preventDefault: true },
  { key: 'Mod-k', run: toggleLink, preventDefault: true },
  { key: 'Mod-Alt-2', run: toggleBlock('heading'), preventDefault: true },
  { key: 'Mod-Shift-7', run: toggleBlock('numbers'), preventDefault: true },
  { key: 'Mod-Shift-8', run: toggleBlock('bullets'), preventDefault: true },
  { key: 'Mod-Shift-9', run: toggleBlock('quote'), preventDefault: true },
  { key: 'Mod-]', run: indentMore },
  { key: 'Mod-[', run: indentLess },
]

export const keys = [
  // A list and a quote go on with the next line, and end with one that was left empty.
  Prec.high(
    keymap.of([
      { key: 'Enter', run: finishLink },
      { key: 'Enter', run: endList },
      { key: 'Enter', run: insertNewlineContinueMarkupCommand({ nonTightLists: false }) },
      { key: 'ArrowDown', run: stepInto(true) },
      { key: 'ArrowUp', run: stepInto(false) },
      { key: 'Backspace', run: deleteMarkupBackward },
    ]),
  ),
  keymap.of([...FORMAT, ...historyKeymap, ...standardKeymap]),
]
