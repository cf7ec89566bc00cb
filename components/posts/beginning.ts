import { shorten } from '@/lib/characters'
import type { Block, Inline } from '@/lib/schema/rich-text'

/** What a line takes at least, however little stands in it. */
const LINE = 50
/** With less room than that nothing new is begun. */
const BEGUN = 30

/** The beginning of a text, cut at a word; null where there is no more than that. In characters, roughly. */
export function beginningOf(blocks: readonly Block[], max: number): Block[] | null {
  // For a few words more nobody goes to another page.
  const generous = new Cutter(max * 1.3)
  generous.blocks(blocks)
  if (!generous.isCut) return null
  const beginning = new Cutter(max).blocks(blocks)
  while (beginning.at(-1)?.is === 'heading') beginning.pop()
  return beginning
}

/** The words alone: in a feed pictures stand beside each other above them. */
export function wordsOf(blocks: readonly Block[]): Block[] {
  return blocks.flatMap((block): Block[] => {
    if (block.is === 'picture') return []
    if (block.is === 'list') return [{ ...block, items: block.items.map(wordsOf) }]
    if (block.is !== 'quote') return [block]
    const of = wordsOf(block.of)
    return of.length > 0 ? [{ ...block, of }] : []
  })
}

class Cutter {
  isCut = false
  #left: number

  constructor(max: number) {
    this.#left = max
  }

  blocks(blocks: readonly Block[]): Block[] {
    return this.#each(blocks, (block) => this.#block(block), BEGUN)
  }

  /** As many as there is room for. */
  #each<T, R>(items: readonly T[], take: (item: T) => R, least = 1): R[] {
    const taken: R[] = []
    for (const item of items) {
      if (this.#left < least) this.isCut = true
      if (this.isCut) break
      taken.push(take(item))
    }
    return taken
  }

  #block(block: Block): Block {
    switch (block.is) {
      case 'paragraph':
      case 'heading':
        return { ...block, of: this.#line(block.of) }
      case 'quote':
        return { ...block, of: this.blocks(block.of) }
      case 'list':
        return { ...block, items: this.#each(block.items, (item) => this.blocks(item), BEGUN) }
      case 'code': {
        const lines = this.#each(block.text.split('\n'), (line) => {
          this.#left -= Math.max(line.length, LINE)
          return line
        })
        return { ...block, text: lines.join('\n') }
      }
      case 'table':
        return { ...block, rows: this.#each(block.rows, (row) => row.map((cell) => this.#line(cell))) }
      case 'rule':
      case 'picture':
        return block
    }
  }

  #line(inlines: readonly Inline[]): Inline[] {
    const before = this.#left
    const line = this.#inlines(inlines)
    // Never less than a line.
    this.#left = Math.min(this.#left, before - LINE)
    return line
  }

  #inlines(inlines: readonly Inline[]): Inline[] {
    return this.#each(inlines, (inline) => {
      if (typeof inline === 'string') return this.#text(inline)
      if (inline.is === 'break') {
        this.#left -= LINE
        return inline
      }
      if (inline.is === 'code') {
        this.#left -= inline.text.length
        return inline
      }
      return { ...inline, of: this.#inlines(inline.of) }
    })
  }

  #text(text: string): string {
    const left = this.#left
    this.#left -= text.length
    if (text.length <= left) return text
    this.isCut = true
    const end = text.lastIndexOf(' ', left)
    if (end > 0) return `${text.slice(0, end)}…`
    return left < LINE ? '…' : shorten(text, left)
  }
}
