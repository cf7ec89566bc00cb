import type { ErrorCode } from '@/lib/errors'
import { DEFAULT_LOCALE } from '@/lib/schema/locales'
import type { Translator } from './translator'

/** What can be refused, that no answer came, and that a page is only looked at. */
export type ProblemCode = ErrorCode | 'offline' | 'only_looking'

/** What is read of a problem document, RFC 9457. */
export interface Problem {
  code: ProblemCode
  title?: string | undefined
  detail?: string | undefined
  reason?: string | undefined
  /** Its further members: words may hold them. */
  extra?: Record<string, unknown> | undefined
}

/** Why something was refused. The API says it in English, and most exactly; any other language has words for its codes. */
export function wordProblem({ code, title, detail, reason, extra }: Problem, t: Translator): string {
  const said = detail ?? title
  if (t.locale === DEFAULT_LOCALE && said !== undefined) return said
  const exact = `problem.${code}.${reason}`
  if (t.has(exact)) return t.rich<never>(exact, { ...(extra as Record<string, string | number>) }).join('')
  const plain = `problem.${code}` as const
  return t(t.has(plain) ? plain : 'problem.internal')
}
