import type { ReactNode } from 'react'

interface PageProps {
  /** Beside the column where there is room, gone where there is not: nothing a phone would miss. */
  aside?: ReactNode
  children: ReactNode
}

/** One reading column, as wide as a post. */
export function Page({ aside, children }: PageProps) {
  return (
    <div className="mx-auto flex max-w-page justify-center gap-10 px-4 pt-6 sm:px-8 md:pt-10">
      <div className="w-full min-w-0 max-w-post">{children}</div>
      {aside && <aside className="sticky top-10 hidden w-72 shrink-0 self-start xl:block">{aside}</aside>}
    </div>
  )
}

interface PageHeadingProps {
  title: string
  children?: ReactNode
  action?: ReactNode
}

export function PageHeading({ title, children, action }: PageHeadingProps) {
  return (
    <div className="mb-6 flex flex-wrap items-end justify-between gap-x-4 gap-y-3">
      <div className="min-w-0">
        <h1 className="font-semibold text-2xl">{title}</h1>
        {children && <p className="mt-1 text-muted text-sm">{children}</p>}
      </div>
      {action}
    </div>
  )
}
