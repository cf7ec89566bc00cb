import type { ReactNode } from 'react'
import { WrittenLink } from '@/components/shell/written-link'

const LINK = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]}'’”]/g

function withLinks(text: string): ReactNode[] {
  const parts: ReactNode[] = []
  let end = 0
  for (const match of text.matchAll(LINK)) {
    parts.push(text.slice(end, match.index))
    parts.push(
      <WrittenLink
        key={match.index}
        href={match[0]}
        className="underline decoration-accent decoration-2 underline-offset-[3px] hover:decoration-current"
      >
        {match[0].replace(/^https?:\/\//, '')}
      </WrittenLink>,
    )
    end = match.index + match[0].length
  }
  parts.push(text.slice(end))
  return parts
}

/** Plain text as it was written: paragraphs, line breaks, addresses as links. Nothing in it is markup. */
export function CreatorBio({ text }: { text: string }) {
  const paragraphs = text.split(/\n{2,}/)
  return (
    <div className="flex flex-col gap-[0.85em] text-pretty text-[1.0625rem] leading-[1.65]">
      {paragraphs.map((paragraph, index) => (
        // Another text is another paragraph: a page that was translated has other nodes in it than were made here.
        // biome-ignore lint/suspicious/noArrayIndexKey: the same may be said twice
        <p key={`${index} ${paragraph}`} className="whitespace-pre-line">
          {withLinks(paragraph)}
        </p>
      ))}
    </div>
  )
}
