import type { z } from 'zod'
import type { FieldIssue } from '@/lib/schema/field-issues'

/** What zod has against a value, in the codes of the API. `input` has to be with it: `reportInput`. */
export function issueOf(issue: z.core.$ZodIssue): FieldIssue {
  switch (issue.code) {
    case 'invalid_type':
    case 'invalid_union':
    case 'invalid_value':
      if (issue.input === undefined) return { code: 'required' }
      return { code: issue.code === 'invalid_type' ? 'invalid_type' : 'invalid_value' }
    case 'invalid_format':
      return { code: 'invalid_format' }
    case 'too_small':
      return tooSmall(issue.origin, Number(issue.minimum))
    case 'too_big':
      return tooBig(issue.origin, Number(issue.maximum))
    case 'custom':
      return saidBySchema(issue.params) ?? { code: 'invalid_value' }
    default:
      return { code: 'invalid_value' }
  }
}

function tooSmall(origin: string, min: number): FieldIssue {
  if (origin === 'string') return min === 1 ? { code: 'required' } : { code: 'too_short', min }
  return { code: origin === 'array' ? 'too_few' : 'too_small', min }
}

function tooBig(origin: string, max: number): FieldIssue {
  if (origin === 'string') return { code: 'too_long', max }
  return { code: origin === 'array' ? 'too_many' : 'too_big', max }
}

/** By `says` of `lib/schema/field-issues.ts`. */
function saidBySchema(params: Record<string, unknown> | undefined): FieldIssue | null {
  return params?.code === undefined ? null : (params as FieldIssue)
}
