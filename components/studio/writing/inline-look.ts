import { syntaxTree } from '@codemirror/language'
import type { EditorSelection, EditorState, Range } from '@codemirror/state'
import { Decoration, type DecorationSet, WidgetType } from '@codemirror/view'
import type { SyntaxNode, SyntaxNodeRef } from '@lezer/common'
import { isTouched, writtenAt } from './touched'

interface Span {
  from: number
  to: number
}

/** What a part of a line looks like. */
const MARKS: Record<string, Decoration> = {
  StrongEmphasis: Decoration.mark({ class: 'md-strong' }),
  Emphasis: Decoration.mark({ class: 'md-em' }),
  Strikethrough: Decoration.mark({ class: 'md-del' }),
  InlineCode: Decoration.mark({ class: 'md-code' }),
  Link: Decoration.mark({ class: 'md-link' }),
  Image: Decoration.mark({ class: 'md-link' }),
}
const ADDRESS = Decoration.mark({ class: 'md-link' })
const MUTED = Decoration.mark({ class: 'md-mark' })
const HIDDEN = Decoration.replace({})

/** Every line finds out by itself whether it runs to the left. */
const LINE = Decoration.line({ attributes: { dir: 'auto' } })
const line = (name: string) => Decoration.line({ class: name })
const QUOTE = line('md-quote')
const CODE = line('md-pre')
const CODE_FIRST = line('md-pre-first')
const CODE_LAST = line('md-pre-last')
const TABLE = line('md-table')

class Bullet extends WidgetType {
  override eq() {
    return true
  }
  override toDOM() {
    const dot = document.createElement('span')
    dot.className = 'md-bullet'
    dot.textContent = '•'
    return dot
  }
}
const BULLET = Decoration.replace({ widget: new Bullet() })

class Rule extends WidgetType {
  override eq() {
    return true
  }
  override toDOM() {
    const rule = document.createElement('span')
    rule.className = 'md-rule'
    rule.setAttribute('role', 'separator')
    return rule
  }
}
const RULE = Decoration.replace({ widget: new Rule() })

/**
 * The look of a text within `spans`: its marks (`**`, `#`, `>`) are out of sight where nobody writes at them, and muted
 * where somebody does. Nothing in the text is another for it.
 */
export function lookOf(state: EditorState, spans: readonly Span[]): DecorationSet {
  const look = new Look(state)
  for (const { from, to } of spans) look.read(from, to)
  return Decoration.set(look.found, true)
}

class Look {
  readonly found: Range<Decoration>[] = []
  private readonly state: EditorState
  private readonly at: EditorSelection | null

  constructor(state: EditorState) {
    this.state = state
    this.at = writtenAt(state)
  }

  read(from: number, to: number): void {
    this.#lines(from, to, LINE)
    syntaxTree(this.state).iterate({ from, to, enter: (node) => this.#enter(node) })
  }

  #enter(node: SyntaxNodeRef): boolean {
    const { name, from, to } = node
    const mark = MARKS[name]
    const [, level] = /^(?:ATX|Setext)Heading(\d)$/.exec(name) ?? []
    if (mark !== undefined && from < to) this.#add(mark, from, to)
    else if (level !== undefined) this.#lines(from, to, line(`md-h md-h${level}`))
    else if (name === 'Blockquote') this.#lines(from, to, QUOTE)
    else if (name === 'FencedCode') this.#code(from, to)
    else if (name === 'Table') this.#lines(from, to, TABLE)
    else if (name === 'ListItem') this.#item(node.node)
    else if (name === 'HorizontalRule' && from < to) this.#hide(from, to, from, to, RULE)
    else if (name === 'Escape') this.#hide(from, from + 1, from, to)
    else if (name === 'URL' || name === 'LinkTitle') this.#address(node.node)
    else if (name === 'TableDelimiter') this.#add(MUTED, from, to)
    else if (name.endsWith('Mark') && from < to) this.#mark(node.node)
    return true
  }

  #mark({ name, from, to, parent }: SyntaxNode): void {
    if (parent === null) return
    const { doc } = this.state
    if (name === 'ListMark') {
      // A number says something; which sign a bullet is written with does not.
      if (/^[-+*]$/.test(doc.sliceString(from, to))) this.#hide(from, to, from, to, BULLET)
      else this.#add(MUTED, from, to)
    } else if (name === 'HeaderMark' && parent.name.startsWith('Setext')) this.#add(MUTED, from, to)
    else if (name === 'HeaderMark' || name === 'QuoteMark') {
      const { from: start, to: end, text } = doc.lineAt(from)
      const isLeading = from === parent.from || name === 'QuoteMark'
      // With the blank that belongs to it.
      const first = isLeading ? from : from - (text[from - start - 1] === ' ' ? 1 : 0)
      const last = isLeading && text[to - start] === ' ' ? to + 1 : to
      this.#hide(first, last, start, end)
    } else if (name === 'CodeMark' && parent.name === 'FencedCode') this.#add(MUTED, from, to)
    else if (isEmptyLink(parent)) this.#add(MUTED, from, to)
    else this.#hide(from, to, parent.from, parent.to)
  }

  /** The address of a link, which its words stand for; one that stands for itself looks like it. */
  #address(node: SyntaxNode): void {
    const { parent, from, to } = node
    if (parent?.name !== 'Link' && parent?.name !== 'Image') {
      if (node.name === 'URL') this.#add(ADDRESS, from, to)
    } else if (isEmptyLink(parent)) this.#add(MUTED, from, to)
    else {
      // With the blank before a title.
      const first = node.name === 'LinkTitle' ? (node.prevSibling?.to ?? from) : from
      this.#hide(first, to, parent.from, parent.to)
    }
  }

  /** What is in an item stands below its words, not below its mark. */
  #item(item: SyntaxNode): void {
    const { doc } = this.state
    const { text, from } = doc.lineAt(item.from)
    const before = item.from - from
    const mark = item.firstChild
    if (mark === null || !/^\s*$/.test(text.slice(0, before))) return
    const width = before * 0.28 + (mark.to - mark.from) * 0.62 + 0.3
    const style = `padding-inline-start:calc(0.75rem + ${width.toFixed(2)}em);text-indent:${(-width).toFixed(2)}em`
    this.found.push(Decoration.line({ attributes: { style } }).range(from))
  }

  #code(from: number, to: number): void {
    const { doc } = this.state
    this.#lines(from, to, CODE)
    this.found.push(CODE_FIRST.range(doc.lineAt(from).from), CODE_LAST.range(doc.lineAt(to).from))
  }

  #lines(from: number, to: number, decoration: Decoration): void {
    const { doc } = this.state
    for (let at = doc.lineAt(from); ; at = doc.line(at.number + 1)) {
      this.found.push(decoration.range(at.from))
      if (at.to >= to || at.number === doc.lines) return
    }
  }

  #add(decoration: Decoration, from: number, to: number): void {
    if (from < to) this.found.push(decoration.range(from, to))
  }

  /** Out of sight, or another sign in its place, unless somebody writes between `start` and `end`. */
  #hide(from: number, to: number, start: number, end: number, instead = HIDDEN): void {
    this.#add(isTouched(this.at, start, end) ? MUTED : instead, from, to)
  }
}

/** Without its marks there would be nothing to see of it. */
function isEmptyLink(node: SyntaxNode): boolean {
  if (node.name !== 'Link' && node.name !== 'Image') return false
  const [open, close] = node.getChildren('LinkMark')
  return open === undefined || close === undefined || open.to === close.from
}
