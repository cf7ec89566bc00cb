import * as z from 'zod'
import { LOCALES } from './locales'

/** Some words of a line, and what is special about them. */
export const TextSpan = z.object({
  text: z.string(),
  /** An address of this site, `http(s)` or `mailto`. */
  href: z.string().optional(),
  strong: z.literal(true).optional(),
})
export type TextSpan = z.infer<typeof TextSpan>

const Line = z.array(TextSpan)

export const TextBlock = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('heading'), line: Line }),
  z.object({ kind: z.literal('paragraph'), line: Line }),
  z.object({ kind: z.literal('list'), ordered: z.boolean(), items: z.array(Line) }),
])
export type TextBlock = z.infer<typeof TextBlock>

/** A text as it is shown. */
export const SiteText = z.object({
  title: z.string(),
  /** The language that it is in: not the reader's where whoever runs the site has written another one alone. */
  locale: z.enum(LOCALES),
  blocks: z.array(TextBlock),
})
export type SiteText = z.infer<typeof SiteText>
