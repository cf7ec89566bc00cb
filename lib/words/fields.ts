import type { FieldErrors } from '@/lib/errors'
import type { FieldIssue, FieldIssues } from '@/lib/schema/field-issues'
import type { Formats } from './formats'
import type { Translator } from './translator'

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
