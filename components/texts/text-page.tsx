import { cx } from '@/components/ui/cx'
import { Link } from '@/components/ui/link'
import type { SiteText, TextBlock, TextSpan } from '@/lib/schema/texts'

/** A long text of the site, for reading. */
export function TextPage({ text: { title, locale, blocks } }: { text: SiteText }) {
  return (
    <article lang={locale} className="max-w-prose pb-6">
      <h1 className="mb-6 font-semibold text-2xl sm:text-3xl">{title}</h1>
      {blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they never change places
        <Block key={index} block={block} />
      ))}
    </article>
  )
}

function Block({ block }: { block: TextBlock }) {
  if (block.kind === 'heading')
    return (
      <h2 className="mt-10 mb-3 font-semibold text-xl">
        <Line line={block.line} />
      </h2>
    )
  if (block.kind === 'paragraph')
    return (
      <p className="mb-4 text-pretty">
        <Line line={block.line} />
      </p>
    )
  const List = block.ordered ? 'ol' : 'ul'
  return (
    <List
      className={cx(
        'mb-4 flex flex-col gap-2 pl-6 marker:text-muted',
        block.ordered ? 'list-decimal marker:font-semibold' : 'list-disc',
      )}
    >
      {block.items.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: as above
        <li key={index} className="pl-1 text-pretty">
          <Line line={line} />
        </li>
      ))}
    </List>
  )
}

function Line({ line }: { line: TextSpan[] }) {
  return line.map((span, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: as above
    <Span key={index} span={span} />
  ))
}

const LINK = 'font-medium underline decoration-line-strong underline-offset-4 hover:decoration-text'

function Span({ span: { text, href, strong } }: { span: TextSpan }) {
  if (href?.startsWith('/'))
    return (
      <Link href={href} className={LINK}>
        {text}
      </Link>
    )
  if (href !== undefined)
    return (
      <a href={href} rel="noopener noreferrer" className={LINK}>
        {text}
      </a>
    )
  return strong ? <strong className="font-semibold">{text}</strong> : text
}
