import Turndown from 'turndown'
import { cleanHtml } from './clean-html'
import { tableInMarkdown } from './table-in-markdown'

/** What plain text would lose. */
const SAYS_MORE = 'b,i,s,a,h1,h2,h3,h4,h5,h6,ul,ol,table,blockquote,pre,code,hr'

const turndown = new Turndown({
  headingStyle: 'atx',
  hr: '---',
  bulletListMarker: '-',
  codeBlockStyle: 'fenced',
  emDelimiter: '*',
  strongDelimiter: '**',
  // A line break is one: lib/domain/posts/markdown.ts
  br: '',
})
turndown.addRule('strike', { filter: ['s'], replacement: (text) => `~~${text}~~` })
turndown.addRule('item', {
  filter: 'li',
  replacement(text, node) {
    const list = node.parentNode as Element | null
    const mark = list?.nodeName === 'OL' ? `${numberOf(node as Element)}. ` : '- '
    const inside = text.trim().replace(/\n(?=.)/g, `\n${' '.repeat(mark.length)}`)
    return mark + inside + (node.nextSibling ? '\n' : '')
  },
})
turndown.addRule('table', {
  filter: 'table',
  replacement: (_, node) =>
    `\n\n${tableInMarkdown(node as HTMLElement, (cell) => turndown.turndown(cell))}\n\n`,
})

function numberOf(item: Element): number {
  const list = item.parentElement
  const before = [...(list?.children ?? [])].indexOf(item)
  return Number(list?.getAttribute('start') ?? 1) + Math.max(0, before)
}

/**
 * What was copied with its looks, as Markdown; null where its words are all there is to it, or where it comes from where
 * code is written. The document is used up.
 */
export function markdownOf(document: Document): string | null {
  const { body } = document
  if (isFromCodeEditor(body)) return null
  cleanHtml(document)
  if (body.querySelector(SAYS_MORE) === null) return null
  const markdown = turndown
    .turndown(body)
    .replace(/[^\S\n]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
  return markdown === '' ? null : markdown
}

function isFromCodeEditor(body: HTMLElement): boolean {
  const style = body.firstElementChild?.getAttribute('style') ?? ''
  return /monospace/i.test(style) && /white-space:\s*pre/i.test(style)
}
