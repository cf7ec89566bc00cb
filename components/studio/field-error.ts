import type { FieldErrors } from '@/lib/errors'

/** What the server said about one field of the form, or null. */
export function fieldError(errors: FieldErrors | undefined, field: string): string | null {
  return errors?.[field]?.join('. ') ?? null
}
