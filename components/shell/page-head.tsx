interface PageHeadProps {
  /** Without the site's name; null on its first page. */
  title: string | null
  /** For who finds a link to the page. */
  description?: string | undefined
}

const SITE = 'Fonana'
const ABOUT = 'Creators publish, fans pay in SOL, and what was just paid for opens at once.'

/** What the browser, a search engine or a chat says of the page: seen by everybody, so never what is protected. */
export function PageHead({ title, description = ABOUT }: PageHeadProps) {
  return (
    <>
      <title>{title === null ? SITE : `${title} · ${SITE}`}</title>
      <meta name="description" content={description} />
    </>
  )
}
