import { AppError, inField } from '@/lib/errors'
import { Id, type Page } from '@/lib/schema/common'

/** A page of rows read with `limit + 1`: the row too many only says that there is more. */
export function pageOf<T>(rows: T[], limit: number, cursorOf: (last: T) => string): Page<T> {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, nextCursor: rows.length > limit && last !== undefined ? cursorOf(last) : null }
}

/** A cursor that is one id. Throws `validation_failed`. */
export function idCursor(cursor: string | undefined): string | undefined {
  if (cursor === undefined || Id.safeParse(cursor).success) return cursor
  throw badCursor()
}

export function badCursor(): AppError {
  return new AppError(
    'validation_failed',
    inField('cursor', { code: 'not_a_cursor' }, 'Not a cursor of this list'),
  )
}
