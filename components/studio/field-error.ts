import type { FieldErrors } from '@/lib/errors'

/** What the server said about one field of the form, or about a line of it; null for nothing. */
export function fieldError(errors: FieldErrors | undefined, field: string): string | null {
  const said = Object.entries(errors ?? {}).filter(([name]) => name === field || name.startsWith(`${field}.`))
  return said.length === 0 ? null : [...new Set(said.flatMap(([, messages]) => messages))].join('. ')
}
