import { syntaxTree } from '@codemirror/language'
import { type EditorState, type Range, StateField } from '@codemirror/state'
import { type Command, Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view'
import type { SyntaxNode } from '@lezer/common'
import { pictureLook } from './picture-look'
import { isTouched, writtenAt } from './touched'

/** A table looks like one as long as nobody writes in it. */
export const tableLook = StateField.define<DecorationSet>({
  create: tablesOf,
  update: (known, { startState, state, docChanged }) => {
    const isSame =
      !docChanged &&
      writtenAt(startState) === writtenAt(state) &&
      syntaxTree(startState) === syntaxTree(state)
    return isSame ? known : tablesOf(state)
  },
  provide: (field) => EditorView.decorations.from(field),
})

function tablesOf(state: EditorState): DecorationSet {
  const at = writtenAt(state)
  const found: Range<Decoration>[] = []
  for (let node = syntaxTree(state).topNode.firstChild; node !== null; node = node.nextSibling) {
    if (node.name !== 'Table' || isTouched(at, node.from, node.to)) continue
    const [from, to] = [state.doc.lineAt(node.from).from, state.doc.lineAt(node.to).to]
    found.push(Decoration.replace({ widget: new Table(state, node, from), block: true }).range(from, to))
  }
  return Decoration.set(found)
}

const TAGS: Record<string, string> = {
  StrongEmphasis: 'strong',
  Emphasis: 'em',
  Strikethrough: 's',
  InlineCode: 'code',
}

class Table extends WidgetType {
  private readonly state: EditorState
  private readonly node: SyntaxNode
  private readonly from: number
  private readonly source: string

  constructor(state: EditorState, node: SyntaxNode, from: number) {
    super()
    this.state = state
    this.node = node
    this.from = from
    this.source = state.sliceDoc(node.from, node.to)
  }

  override eq(other: Table) {
    return other.source === this.source
  }

  override toDOM(view: EditorView) {
    const box = document.createElement('div')
    box.className = 'md-grid'
    const table = box.appendChild(document.createElement('table'))
    for (const row of [...this.node.getChildren('TableHeader'), ...this.node.getChildren('TableRow')]) {
      const line = table.appendChild(document.createElement('tr'))
      for (const { from, to, node } of cellsOf(row)) {
        const cell = line.appendChild(document.createElement(row.name === 'TableHeader' ? 'th' : 'td'))
        cell.dir = 'auto'
        cell.dataset.at = String((node?.from ?? from) - this.from)
        if (node !== null) this.#write(node, cell, from, to)
      }
    }
    // Writing goes on where it was pressed.
    box.addEventListener('mousedown', (event) => {
      event.preventDefault()
      const cell = (event.target as Element).closest<HTMLElement>('[data-at]')
      const anchor = view.posAtDOM(box) + Number(cell?.dataset.at ?? 0)
      view.focus()
      view.dispatch({ selection: { anchor: Math.min(anchor, view.state.doc.length) } })
    })
    return box
  }

  override ignoreEvent() {
    return true
  }

  /** What is in a cell, by what it looks like. */
  #write(node: SyntaxNode, into: Element, from = node.from, to = node.to): void {
    let at = from
    for (let child = node.firstChild; child !== null; child = child.nextSibling) {
      into.append(this.state.sliceDoc(at, child.from))
      at = child.to
      if (child.name === 'Escape') into.append(this.state.sliceDoc(child.from + 1, child.to))
      else if (child.name === 'Link' || child.name === 'Image') {
        const [open, close] = child.getChildren('LinkMark')
        const words = into.appendChild(document.createElement('span'))
        words.className = 'md-link'
        words.append(this.state.sliceDoc(open?.to ?? child.from, close?.from ?? child.to))
      } else if (TAGS[child.name] !== undefined)
        this.#write(child, into.appendChild(document.createElement(TAGS[child.name] ?? 'span')))
      else if (!child.name.endsWith('Mark')) into.append(this.state.sliceDoc(child.from, child.to))
    }
    into.append(this.state.sliceDoc(at, to))
  }
}

/** Also those that are empty, of which the parser says nothing: what stands between two strokes. */
function cellsOf(row: SyntaxNode): { from: number; to: number; node: SyntaxNode | null }[] {
  const cells: { from: number; to: number; node: SyntaxNode | null }[] = []
  let start: number | null = null
  let known: SyntaxNode | null = null
  const close = (to: number) => {
    const from = known?.from ?? start
    if (from !== null) cells.push({ from, to: known?.to ?? to, node: known })
    known = null
  }
  for (let child = row.firstChild; child !== null; child = child.nextSibling) {
    if (child.name === 'TableCell') known = child
    else if (child.name === 'TableDelimiter') {
      close(child.from)
      start = child.to
    }
  }
  if (known !== null) close(row.to)
  return cells
}

/** The arrows lead into a table, and to a picture, and not past them: what stands for them has no lines of text. */
export function stepInto(forward: boolean): Command {
  return (view) => {
    const { state } = view
    const { main } = state.selection
    const line = state.doc.lineAt(main.head)
    const to = view.moveVertically(main, forward).head
    const isWithinLine = to !== main.head && to >= line.from && to <= line.to
    if (!main.empty || isWithinLine) return false
    const [from, end] = forward
      ? [line.to, Math.max(to, line.to + 1)]
      : [Math.min(to, line.from - 1), line.from]
    let anchor: number | null = null
    for (const look of [state.field(tableLook), state.field(pictureLook).decorations])
      look.between(Math.max(0, from), Math.min(end, state.doc.length), (start, stop, { spec }) => {
        // The first on the way down, the last on the way up.
        if (!spec.block || start === stop) return
        const found = forward ? start : stop
        anchor = anchor === null ? found : forward ? Math.min(anchor, found) : Math.max(anchor, found)
      })
    if (anchor === null) return false
    view.dispatch({ selection: { anchor }, scrollIntoView: true, userEvent: 'select' })
    return true
  }
}
