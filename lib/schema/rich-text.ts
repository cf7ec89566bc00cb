import * as z from 'zod'

/**
 * What a text in Markdown says, as a tree of the few things that there are: whoever shows it knows each of them, and
 * nothing else can be in it. Every `href` is an address of the web or of mail, or a path of this site.
 */
export type Inline =
  | string
  | { is: 'strong' | 'em' | 'del'; of: Inline[] }
  | { is: 'code'; text: string }
  | { is: 'link'; href: string; of: Inline[] }
  | { is: 'break' }

export type Block =
  | { is: 'paragraph'; of: Inline[] }
  | { is: 'heading'; level: number; of: Inline[] }
  | { is: 'quote'; of: Block[] }
  /** `start`: its first number; null where it has none. `tight`: without room between what is in it. */
  | { is: 'list'; start: number | null; tight: boolean; items: Block[][] }
  | { is: 'code'; text: string }
  /** The first row is its head. */
  | { is: 'table'; align: ('left' | 'center' | 'right' | null)[]; rows: Inline[][][] }
  | { is: 'rule' }
  /** One of the post's own; the rest of it is in `content.media`. */
  | { is: 'picture'; id: string }

const Inlines: z.ZodType<Inline[]> = z.lazy(() =>
  z.array(
    z.union([
      z.string(),
      z.object({ is: z.enum(['strong', 'em', 'del']), of: Inlines }),
      z.object({ is: z.literal('code'), text: z.string() }),
      z.object({ is: z.literal('link'), href: z.string().regex(/^(https?:\/\/|mailto:|\/)/), of: Inlines }),
      z.object({ is: z.literal('break') }),
    ]),
  ),
)

export const Blocks: z.ZodType<Block[]> = z.lazy(() =>
  z.array(
    z.union([
      z.object({ is: z.literal('paragraph'), of: Inlines }),
      z.object({ is: z.literal('heading'), level: z.int().min(1).max(6), of: Inlines }),
      z.object({ is: z.literal('quote'), of: Blocks }),
      z.object({
        is: z.literal('list'),
        start: z.int().nullable(),
        tight: z.boolean(),
        items: z.array(Blocks),
      }),
      z.object({ is: z.literal('code'), text: z.string() }),
      z.object({
        is: z.literal('table'),
        align: z.array(z.enum(['left', 'center', 'right']).nullable()),
        rows: z.array(z.array(Inlines)),
      }),
      z.object({ is: z.literal('rule') }),
      z.object({ is: z.literal('picture'), id: z.string() }),
    ]),
  ),
)

/** The words alone, one line for each block. */
export function plainTextOf(blocks: readonly Block[]): string {
  return blocks.map(plainBlock).filter(Boolean).join('\n')
}

function plainBlock(block: Block): string {
  switch (block.is) {
    case 'paragraph':
    case 'heading':
      return plainInline(block.of)
    case 'quote':
      return plainTextOf(block.of)
    case 'list':
      return block.items.map(plainTextOf).join('\n')
    case 'code':
      return block.text
    case 'table':
      return block.rows.map((row) => row.map(plainInline).join(' ')).join('\n')
    case 'rule':
    case 'picture':
      return ''
  }
}

function plainInline(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => {
      if (typeof inline === 'string') return inline
      if (inline.is === 'code') return inline.text
      return inline.is === 'break' ? '\n' : plainInline(inline.of)
    })
    .join('')
}
