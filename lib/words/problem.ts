import type { ErrorCode, FieldErrors } from '@/lib/errors'
import type { FieldIssue, FieldIssues } from '@/lib/schema/field-issues'
import { DEFAULT_LOCALE } from '@/lib/schema/locales'
import type { Formats } from './formats'
import type { Translator } from './translator'

/** What can be refused, and that no answer came. */
export type ProblemCode = ErrorCode | 'offline'

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

/** What is wrong with one field. */
export function wordIssue(issue: FieldIssue, t: Translator, formats: Formats): string {
  switch (issue.code) {
    case 'too_short':
    case 'too_few':
    case 'too_small':
      return t(`field.${issue.code}`, { min: issue.min })
    case 'too_long':
    case 'too_many':
    case 'too_big':
      return t(`field.${issue.code}`, { max: issue.max })
    case 'price_too_low':
      return t('field.price_too_low', { amount: formats.inSol(issue.minLamports) })
    case 'price_too_high':
      return t('field.price_too_high', { amount: formats.inSol(issue.maxLamports) })
    default:
      return t(`field.${issue.code}`)
  }
}

interface Refused {
  errors?: FieldErrors | undefined
  issues?: FieldIssues | undefined
}

/** What is wrong with each field; in the words of the server where it names something that there are no words for. */
export function wordFields(
  { errors = {}, issues = {} }: Refused,
  t: Translator,
  formats: Formats,
): FieldErrors {
  return Object.fromEntries(
    Object.entries(errors).map(([field, messages]) => {
      const known = issues[field]
      const isSayable = known?.every(({ code }) => t.has(`field.${code}`))
      return [field, known && isSayable ? known.map((issue) => wordIssue(issue, t, formats)) : messages]
    }),
  )
}
