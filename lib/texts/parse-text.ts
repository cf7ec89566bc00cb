import type { TextBlock, TextSpan } from '@/lib/schema/texts'

export interface ParsedText {
  title: string | null
  blocks: TextBlock[]
}

/**
 * Reads the little of Markdown that a text of the site needs: `# Title`, `## Heading`, paragraphs, `- ` and `1. ` lists,
 * `**strong**` and `[words](address)`. Everything else is shown as it stands there, markup of HTML too.
 */
export function parseText(source: string): ParsedText {
  const blocks: TextBlock[] = []
  let title: string | null = null
  for (const part of source.replaceAll('\r', '').split(/\n\s*\n/)) {
    const lines = part.split('\n').filter((line) => line.trim() !== '')
    // What begins a block of its own needs no empty line around it.
    for (const group of groupsOf(lines)) {
      const [first = ''] = group
      if (title === null && blocks.length === 0 && first.startsWith('# ')) title = first.slice(2).trim()
      else blocks.push(blockOf(group))
    }
  }
  return { title, blocks }
}

const HEADING = /^#{1,6} +/
const BULLET = /^ {0,3}[-*] +/
const NUMBER = /^ {0,3}\d{1,3}\. +/

/** Lines that stand together: a heading alone, a list as a whole, a paragraph as a whole. */
function groupsOf(lines: readonly string[]): string[][] {
  const groups: string[][] = []
  let kind = ''
  for (const line of lines) {
    const own = HEADING.test(line)
      ? 'heading'
      : BULLET.test(line)
        ? 'bullets'
        : NUMBER.test(line)
          ? 'numbers'
          : ''
    const goesOn = own === '' ? kind !== 'heading' : own === kind && own !== 'heading'
    const last = groups.at(-1)
    if (last !== undefined && goesOn) last.push(line)
    else groups.push([line])
    if (own !== '' || !goesOn || last === undefined) kind = own
  }
  return groups
}

function blockOf(lines: readonly string[]): TextBlock {
  const [first = ''] = lines
  if (HEADING.test(first)) return { kind: 'heading', line: spansOf(first.replace(HEADING, '')) }
  const mark = BULLET.test(first) ? BULLET : NUMBER.test(first) ? NUMBER : null
  if (mark === null) return { kind: 'paragraph', line: spansOf(lines.map((line) => line.trim()).join(' ')) }
  const items: string[] = []
  for (const line of lines) {
    if (mark.test(line)) items.push(line.replace(mark, ''))
    else items.push(`${items.pop()} ${line.trim()}`)
  }
  return { kind: 'list', ordered: mark === NUMBER, items: items.map(spansOf) }
}

const SPECIAL = /\*\*([^*]+)\*\*|\[([^\]]+)\]\(([^()\s]+)\)/g

function spansOf(line: string): TextSpan[] {
  const spans: TextSpan[] = []
  let done = 0
  for (const match of line.matchAll(SPECIAL)) {
    const [whole, strong, words = '', address = ''] = match
    // What leads nowhere that is safe stays the text that it is.
    if (strong === undefined && !isSafe(address)) continue
    if (match.index > done) spans.push({ text: line.slice(done, match.index) })
    spans.push(strong === undefined ? { text: words, href: address } : { text: strong, strong: true })
    done = match.index + whole.length
  }
  if (done < line.length) spans.push({ text: line.slice(done) })
  return spans
}

/** A path of this site, or an address that opens a page or a letter: never one that runs something. */
function isSafe(address: string): boolean {
  return /^\/(?![/\\])/.test(address) || /^(https?:\/\/|mailto:)/i.test(address)
}
