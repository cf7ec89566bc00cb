import type { EditorSelection, EditorState } from '@codemirror/state'
import { StateEffect, StateField } from '@codemirror/state'
import { EditorView } from '@codemirror/view'

const focused = StateEffect.define<boolean>()

/** Told by who gives it the focus, along with what is chosen: what stands for that is no place for a cursor. */
export const nowFocused = focused.of(true)

/** Whether the text has the focus: without it no mark needs to be in sight. */
const hasFocus = StateField.define({
  create: () => false,
  update: (value, { effects }) => effects.find((effect) => effect.is(focused))?.value ?? value,
})

export const focusKnown = [hasFocus, EditorView.focusChangeEffect.of((_, isIn) => focused.of(isIn))]

/** What is being written at: null where nobody writes. */
export function writtenAt(state: EditorState): EditorSelection | null {
  return state.field(hasFocus) ? state.selection : null
}

/** Whether something of it is selected, or the cursor is in it or at its edge. */
export function isTouched(at: EditorSelection | null, from: number, to: number): boolean {
  return at?.ranges.some((range) => range.from <= to && range.to >= from) ?? false
}
