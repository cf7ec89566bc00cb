import { isolateHistory } from '@codemirror/commands'
import { syntaxTree } from '@codemirror/language'
import { type EditorState, type Range, StateEffect, StateField, type Transaction } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view'
import { pictureAt } from '@/lib/schema/text-pictures'
import { putPicture } from './picture-place'
import { isTouched, nowFocused, writtenAt } from './touched'

/** A picture of the post, as the text shows it. */
export interface EditorPicture {
  /** Of its upload. */
  key: string
  /** What the text names it by; null before the server has it. */
  mediaId: string | null
  url: string
  alt: string
  /** What there is to say of it, as long as it is on its way. */
  note: string | null
}

export interface EditorPictures {
  pictures: readonly EditorPicture[]
  /** Said in the place of one that is not among them. */
  missing: string
}

/** One that will stand there as soon as it has arrived. */
interface Waiting {
  key: string
  at: number
  /** It was among the pictures: when it is no more, it was removed. */
  isKnown: boolean
}

interface Known extends EditorPictures {
  waiting: readonly Waiting[]
  decorations: DecorationSet
}

export const setPictures = StateEffect.define<EditorPictures>()
const wait = StateEffect.define<{ keys: readonly string[]; at: number }>()
const arrived = StateEffect.define<string>()

/** Pictures are seen where they stand; how they are written is seen too, while somebody writes at it. */
export const pictureLook = StateField.define<Known>({
  create: () => ({ pictures: [], missing: '', waiting: [], decorations: Decoration.none }),
  update(known, transaction) {
    const { startState, state, docChanged, effects } = transaction
    const said = effects.find((effect) => effect.is(setPictures))?.value
    const { pictures, missing } = said ?? known
    const waiting = waitingAfter(known.waiting, pictures, transaction)
    const isSame =
      !docChanged &&
      said === undefined &&
      waiting === known.waiting &&
      writtenAt(startState) === writtenAt(state) &&
      syntaxTree(startState) === syntaxTree(state)
    if (isSame) return known
    const now = { pictures, missing, waiting }
    return { ...now, decorations: decorationsOf(state, now) }
  },
  provide: (field) => EditorView.decorations.from(field, ({ decorations }) => decorations),
})

function waitingAfter(
  before: readonly Waiting[],
  pictures: readonly EditorPicture[],
  { changes, docChanged, effects }: Transaction,
): readonly Waiting[] {
  const done = effects.find((effect) => effect.is(arrived))?.value
  const place = before.findIndex(({ key }) => key === done)
  const moved = before
    .map(({ key, at, isKnown }, index) => ({
      key,
      // Those that were chosen before it stay before it, whichever is there first.
      at: docChanged ? changes.mapPos(at, index < place ? -1 : 1) : at,
      isKnown: isKnown || pictures.some((picture) => picture.key === key),
    }))
    .filter(
      ({ key, isKnown }) => key !== done && (!isKnown || pictures.some((picture) => picture.key === key)),
    )
  const more = effects.flatMap((effect) =>
    effect.is(wait) ? effect.value.keys.map((key) => ({ key, at: effect.value.at, isKnown: false })) : [],
  )
  return before.length === 0 && more.length === 0 ? before : [...moved, ...more]
}

/** Of these uploads each will stand there, in their order. */
export function awaitPictures(view: EditorView, keys: readonly string[], at: number): void {
  view.dispatch({ effects: wait.of({ keys, at }) })
  settlePictures(view)
}

/** Writes those that have arrived. Letters that are being composed are left alone until they are there. */
export function settlePictures(view: EditorView): void {
  if (view.composing) return
  const { waiting, pictures } = view.state.field(pictureLook)
  for (const { key } of waiting) {
    const picture = pictures.find((one) => one.key === key)
    const at = view.state.field(pictureLook).waiting.find((one) => one.key === key)?.at
    if (picture === undefined || picture.mediaId === null || picture.note !== null || at === undefined)
      continue
    view.dispatch({
      ...putPicture(view.state, at, picture.mediaId),
      effects: arrived.of(key),
      annotations: isolateHistory.of('full'),
    })
  }
}

/** Chooses it where it stands, to be seen and taken out; false where it does not. */
export function choosePicture(
  view: EditorView,
  mediaId: string,
  within?: { from: number; to: number },
): boolean {
  const found = written(view.state).find(
    ({ id, from, to }) => id === mediaId && (!within || (from >= within.from && to <= within.to)),
  )
  if (found === undefined) return false
  view.focus()
  view.dispatch({
    selection: { anchor: found.from, head: found.to },
    effects: nowFocused,
    scrollIntoView: within === undefined,
  })
  return true
}

interface Written {
  id: string
  from: number
  to: number
}

/** What the server reads as pictures: those that stand in a paragraph itself. */
function written(state: EditorState): Written[] {
  const found: Written[] = []
  syntaxTree(state).iterate({
    enter({ name, node, from, to }) {
      if (name !== 'Image' || node.parent?.name !== 'Paragraph') return
      const url = node.getChild('URL')
      const id = url && pictureAt(state.sliceDoc(url.from, url.to))
      if (id) found.push({ id, from, to })
    },
  })
  return found
}

function decorationsOf(state: EditorState, { pictures, missing, waiting }: Omit<Known, 'decorations'>) {
  const at = writtenAt(state)
  const found: Range<Decoration>[] = []
  for (const { id, from, to } of written(state)) {
    const picture = pictures.find(({ mediaId }) => mediaId === id)
    const line = state.doc.lineAt(from)
    const before = state.sliceDoc(line.from, from)
    const isAlone = /^[\s>]*$/.test(before) && state.sliceDoc(to, line.to).trim() === ''
    const widget = new Shown(
      id,
      picture ?? null,
      picture?.note ?? (picture ? null : missing),
      before.includes('>'),
    )
    if (isAlone && !isTouched(at, line.from, line.to)) {
      found.push(Decoration.replace({ widget, block: true }).range(line.from, line.to))
      continue
    }
    if (!isTouched(at, from, to)) found.push(Decoration.replace({}).range(from, to))
    found.push(Decoration.widget({ widget, block: true, side: 1 }).range(line.to))
  }
  for (const { key, at } of waiting) {
    const picture = pictures.find((one) => one.key === key)
    if (picture === undefined) continue
    const widget = new Shown(null, picture, picture.note, false)
    found.push(Decoration.widget({ widget, block: true, side: 2 }).range(state.doc.lineAt(at).to))
  }
  return Decoration.set(found, true)
}

class Shown extends WidgetType {
  /** Null while it is not written. */
  private readonly id: string | null
  private readonly picture: EditorPicture | null
  private readonly note: string | null
  private readonly isQuoted: boolean

  constructor(id: string | null, picture: EditorPicture | null, note: string | null, isQuoted: boolean) {
    super()
    this.id = id
    this.picture = picture
    this.note = note
    this.isQuoted = isQuoted
  }

  override eq({ id, picture, note, isQuoted }: Shown) {
    return (
      id === this.id &&
      picture?.url === this.picture?.url &&
      picture?.alt === this.picture?.alt &&
      note === this.note &&
      isQuoted === this.isQuoted
    )
  }

  override toDOM(view: EditorView) {
    const box = document.createElement('div')
    box.className = this.isQuoted ? 'md-picture md-quote' : 'md-picture'
    if (this.picture !== null) {
      const image = box.appendChild(document.createElement('img'))
      image.alt = this.picture.alt
      image.draggable = false
      image.decoding = 'sync'
      image.classList.toggle('md-faint', this.note !== null)
      // It is as high as it is only now.
      image.addEventListener('load', () => view.requestMeasure())
      image.src = this.picture.url
    }
    if (this.note !== null) {
      const note = box.appendChild(document.createElement('span'))
      note.className = 'md-note'
      note.textContent = this.note
    }
    // Pressed, it is chosen as a whole: Delete takes it out of the text.
    box.addEventListener('mousedown', (event) => {
      event.preventDefault()
      // The same may stand there more than once.
      if (this.id !== null) choosePicture(view, this.id, view.state.doc.lineAt(view.posAtDOM(box)))
    })
    return box
  }

  override ignoreEvent() {
    return true
  }
}
