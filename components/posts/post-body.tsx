import { type ComponentType, createElement, type ReactNode } from 'react'
import { WrittenLink } from '@/components/shell/written-link'
import { Scrollable } from '@/components/ui/scrollable'
import type { PostContent } from '@/lib/schema/posts'
import type { Block, Inline } from '@/lib/schema/rich-text'

interface PostBodyProps {
  blocks: readonly Block[]
  /** Of the heading above it: those of the text are below that. */
  level: 1 | 2
  /** What shows a picture that stands in it; without, it is left out. */
  picture?: ComponentType<{ id: string }>
}

/** What a post says, of the few things that there are in a text. Its looks: app/_styles/prose.css */
export function PostBody({ blocks, level, picture }: PostBodyProps) {
  // Whatever the author begins with, no level is left out.
  const highest = Math.min(6, ...blocks.flatMap((block) => (block.is === 'heading' ? [block.level] : [])))
  return <div className="prose">{blocksOf(blocks, { level: level + 1 - highest, picture })}</div>
}

/** From an older release there is only the text as it was typed. */
export function textOf({ blocks, body }: PostContent): readonly Block[] {
  return blocks ?? body.split(/\n{2,}/).map((paragraph) => ({ is: 'paragraph', of: [paragraph] }))
}

/**
 * Another text is another element: a page that was translated has other nodes in it than were made here, and those of
 * what is gone must go too.
 */
function blocksOf(blocks: readonly Block[], looks: Looks): ReactNode {
  return blocks.map((block, index) =>
    createElement(Shown, { key: `${index} ${JSON.stringify(block)}`, block, looks }),
  )
}

/** Of all blocks of a text. */
interface Looks {
  level: number
  picture: PostBodyProps['picture']
}

function Shown({ block, looks }: { block: Block; looks: Looks }): ReactNode {
  switch (block.is) {
    case 'paragraph':
      return <p>{inlinesOf(block.of)}</p>
    case 'heading':
      return createElement(
        `h${Math.max(2, Math.min(block.level + looks.level, 6))}`,
        null,
        inlinesOf(block.of),
      )
    case 'quote':
      return <blockquote dir="auto">{blocksOf(block.of, looks)}</blockquote>
    case 'list': {
      const items = inOrder(block.items, (item) => blocksOf(item, looks), 'li')
      const facts = { dir: 'auto', 'data-tight': block.tight || undefined }
      return block.start === null ? (
        <ul {...facts}>{items}</ul>
      ) : (
        <ol start={block.start} {...facts}>
          {items}
        </ol>
      )
    }
    case 'code':
      return (
        <Scrollable as="pre">
          <code>{block.text}</code>
        </Scrollable>
      )
    case 'table':
      return <Table {...block} />
    case 'rule':
      return <hr />
    case 'picture':
      return looks.picture && <looks.picture id={block.id} />
  }
}

function Table({ rows: [head = [], ...rows], align }: Extract<Block, { is: 'table' }>) {
  const looks = (column: number) => ({ style: { textAlign: align[column] ?? undefined } })
  return (
    <Scrollable className="prose-table">
      <table>
        <thead>
          <tr>{inOrder(head, inlinesOf, 'th', looks)}</tr>
        </thead>
        <tbody>{inOrder(rows, (row) => inOrder(row, inlinesOf, 'td', looks), 'tr')}</tbody>
      </table>
    </Scrollable>
  )
}

/** Elements that stand and go with their block, each in its place. */
function inOrder<T>(
  items: readonly T[],
  inner: (item: T) => ReactNode,
  tag: 'li' | 'tr' | 'td' | 'th',
  facts: (place: number) => object = () => ({}),
): ReactNode {
  return items.map((item, place) => createElement(tag, { key: place, ...facts(place) }, inner(item)))
}

function inlinesOf(inlines: readonly Inline[]): ReactNode[] {
  return inlines.map((inline, place) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the same may be said twice
    typeof inline === 'string' ? inline : <Marked key={place} inline={inline} />,
  )
}

function Marked({ inline }: { inline: Exclude<Inline, string> }): ReactNode {
  if (inline.is === 'break') return <br />
  if (inline.is === 'code') return <code>{inline.text}</code>
  const inner = inlinesOf(inline.of)
  if (inline.is === 'link') return <WrittenLink href={inline.href}>{inner}</WrittenLink>
  return createElement(inline.is, null, inner)
}
