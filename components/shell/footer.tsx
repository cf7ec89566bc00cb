'use client'

import { Link } from '@/components/ui/link'
import { useTranslator } from '@/lib/client/use-translator'
import { TEXT_NAMES } from '@/lib/schema/text-names'

/** Below every page. Language and theme stand in the bar or the rail already, on every screen. */
export function Footer() {
  return (
    <footer className="mx-auto mt-auto w-full max-w-page px-4 sm:px-8 print:hidden">
      <div className="border-line border-t py-5">
        <TextLinks />
      </div>
    </footer>
  )
}

/** What the site says of itself. */
export function TextLinks() {
  const t = useTranslator()
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1.5 text-muted text-xs">
      {TEXT_NAMES.map((name) => (
        <li key={name}>
          <Link href={`/${name}`} className="inline-block py-1 hover:text-text hover:underline">
            {t(`text.${name}`)}
          </Link>
        </li>
      ))}
    </ul>
  )
}
