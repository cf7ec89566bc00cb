import { syntaxTree } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import { type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view'
import { lookOf } from './inline-look'
import { pictureLook, settlePictures } from './picture-look'
import { tableLook } from './table-look'
import { focusKnown, writtenAt } from './touched'

const COMPOSED_MS = 60

class InlineLook {
  decorations: DecorationSet
  /** Something has changed since the look was made. */
  #isStale = false
  #isPressed = false
  #timer: ReturnType<typeof setTimeout> | undefined
  readonly #letGo: () => void
  private readonly view: EditorView

  constructor(view: EditorView) {
    this.view = view
    this.decorations = lookOf(view.state, view.visibleRanges)
    this.#letGo = () => {
      if (!this.#isPressed) return
      this.#isPressed = false
      if (this.#isStale) view.dispatch({})
    }
    window.addEventListener('mouseup', this.#letGo)
    window.addEventListener('dragend', this.#letGo)
  }

  update({ view, state, startState, docChanged, viewportChanged, changes }: ViewUpdate): void {
    const isSame =
      !docChanged &&
      !viewportChanged &&
      writtenAt(state) === writtenAt(startState) &&
      syntaxTree(state) === syntaxTree(startState)
    this.#isStale ||= !isSame
    if (!this.#isStale) return
    // Letters that are being composed stay as the browser has them; and nothing moves under a pointer that selects.
    if (view.composing || (this.#isPressed && !docChanged)) this.decorations = this.decorations.map(changes)
    else {
      this.#isStale = false
      this.decorations = lookOf(state, view.visibleRanges)
    }
  }

  press(): void {
    this.#isPressed = true
  }

  /** The browser may go on composing at once, and is not to be disturbed. */
  composed(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      if (this.view.composing) return
      if (this.#isStale) this.view.dispatch({})
      settlePictures(this.view)
    }, COMPOSED_MS)
  }

  destroy(): void {
    clearTimeout(this.#timer)
    window.removeEventListener('mouseup', this.#letGo)
    window.removeEventListener('dragend', this.#letGo)
  }
}

/** What Markdown looks like while it is written. */
export const look: Extension = [
  focusKnown,
  tableLook,
  pictureLook,
  EditorView.perLineTextDirection.of(true),
  ViewPlugin.fromClass(InlineLook, {
    decorations: ({ decorations }) => decorations,
    eventObservers: {
      mousedown() {
        this.press()
      },
      compositionend() {
        this.composed()
      },
    },
  }),
]
