'use client'

import { WrittenLink } from '@/components/shell/written-link'
import { useTranslator } from '@/lib/client/use-translator'
import { readableAddress } from '@/lib/words/readable-address'

/** Where else a creator is, called by whose site it is: what they may have called it would be an advertisement. */
export function CreatorLinks({ links = [] }: { links?: readonly string[] | undefined }) {
  const t = useTranslator()
  if (links.length === 0) return null
  return (
    <ul aria-label={t('creator.links')} className="mt-3 flex flex-wrap gap-x-4 gap-y-1.5 text-sm">
      {links.map((href) => (
        <li key={href} className="min-w-0 max-w-full">
          <WrittenLink
            href={href}
            className="block truncate underline decoration-accent decoration-2 underline-offset-[3px] hover:decoration-current"
          >
            {siteOf(href)}
          </WrittenLink>
        </li>
      ))}
    </ul>
  )
}

function siteOf(href: string): string {
  const { origin, protocol } = new URL(href)
  return readableAddress(origin)
    .slice(protocol.length + 2)
    .replace(/^www\./, '')
}
