/**
 * The query of a page that is shown as a visitor sees it, whoever asks: to look at, and nothing can be done there. Previews
 * of posts have the same word.
 */
const VISITOR_VIEW = ['as', 'visitor'] as const

export const asVisitor = (path: string): string => `${path}?${VISITOR_VIEW.join('=')}`

export const isAsVisitor = (query: URLSearchParams): boolean => query.get(VISITOR_VIEW[0]) === VISITOR_VIEW[1]
