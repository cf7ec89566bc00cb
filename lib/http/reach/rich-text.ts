import type { Block, Inline } from '@/lib/schema/rich-text'
import { escapeXml } from './xml'

/** What there is instead of a picture. */
type PictureHtml = (id: string) => string

/** The same as HTML, for readers of feeds. Paths of the site become addresses. */
export function htmlOf(blocks: readonly Block[], origin: string, picture: PictureHtml = () => ''): string {
  return blocks.map((block) => blockHtml(block, origin, picture)).join('')
}

function blockHtml(block: Block, origin: string, picture: PictureHtml): string {
  const inline = (inlines: readonly Inline[]) => inlineHtml(inlines, origin)
  switch (block.is) {
    case 'paragraph':
      return `<p>${inline(block.of)}</p>`
    case 'heading': {
      // The title of the post stands above it.
      const tag = `h${Math.min(block.level + 1, 6)}`
      return `<${tag}>${inline(block.of)}</${tag}>`
    }
    case 'quote':
      return `<blockquote>${htmlOf(block.of, origin, picture)}</blockquote>`
    case 'list': {
      const items = block.items
        .map((item) => `<li>${itemHtml(item, block.tight, origin, picture)}</li>`)
        .join('')
      if (block.start === null) return `<ul>${items}</ul>`
      return `<ol${block.start === 1 ? '' : ` start="${block.start}"`}>${items}</ol>`
    }
    case 'code':
      return `<pre><code>${escapeXml(block.text)}</code></pre>`
    case 'table': {
      const [head = [], ...rows] = block.rows.map((row) => row.map(inline))
      const line = (cells: string[], tag: string) =>
        `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`
      return `<table><thead>${line(head, 'th')}</thead><tbody>${rows.map((row) => line(row, 'td')).join('')}</tbody></table>`
    }
    case 'rule':
      return '<hr/>'
    case 'picture':
      return picture(block.id)
  }
}

function itemHtml(item: readonly Block[], tight: boolean, origin: string, picture: PictureHtml): string {
  return item
    .map((block) =>
      tight && block.is === 'paragraph' ? inlineHtml(block.of, origin) : blockHtml(block, origin, picture),
    )
    .join('')
}

function inlineHtml(inlines: readonly Inline[], origin: string): string {
  return inlines
    .map((inline) => {
      if (typeof inline === 'string') return escapeXml(inline)
      switch (inline.is) {
        case 'break':
          return '<br/>'
        case 'code':
          return `<code>${escapeXml(inline.text)}</code>`
        case 'link': {
          const href = inline.href.startsWith('/') ? origin + inline.href : inline.href
          return `<a href="${escapeXml(href)}" rel="nofollow ugc">${inlineHtml(inline.of, origin)}</a>`
        }
        default:
          return `<${inline.is}>${inlineHtml(inline.of, origin)}</${inline.is}>`
      }
    })
    .join('')
}
