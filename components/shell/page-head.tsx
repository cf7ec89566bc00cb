'use client'

import { shortenAtWord } from '@/lib/characters'
import { useTranslator } from '@/lib/client/use-translator'

interface PageHeadProps {
  /** Without the site's name; null on its first page. */
  title: string | null
  /** For who finds a link to the page. */
  description?: string | undefined
}

const SITE = 'Fonana'
/** As many letters as search engines show. */
const DESCRIPTION_MAX = 200

/** What the browser, a search engine or a chat says of the page: seen by everybody, so never what is protected. */
export function PageHead({ title, description }: PageHeadProps) {
  const t = useTranslator()
  return (
    <>
      <title>{title === null ? SITE : `${title} · ${SITE}`}</title>
      <meta
        name="description"
        content={description ? shortenAtWord(description, DESCRIPTION_MAX) : t('shell.about')}
      />
    </>
  )
}
