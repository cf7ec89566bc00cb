'use client'

import { useTranslator } from '@/lib/client/use-translator'

interface PageHeadProps {
  /** Without the site's name; null on its first page. */
  title: string | null
  /** For who finds a link to the page. */
  description?: string | undefined
}

const SITE = 'Fonana'

/** What the browser, a search engine or a chat says of the page: seen by everybody, so never what is protected. */
export function PageHead({ title, description }: PageHeadProps) {
  const t = useTranslator()
  return (
    <>
      <title>{title === null ? SITE : `${title} · ${SITE}`}</title>
      <meta name="description" content={description ?? t('shell.about')} />
    </>
  )
}
