import { notFound, permanentRedirect } from 'next/navigation'
import { isAppError } from '@/lib/errors'
import { movedPath } from '@/lib/http/moved'

/** Awaits a read of the domain; what it does not find is the page that says so, or leads to where it is now. */
export async function orNotFound<T>(read: Promise<T>, href: string | null): Promise<T> {
  try {
    return await read
  } catch (error) {
    const moved = href === null ? null : movedPath(error, href)
    if (moved !== null) permanentRedirect(moved)
    if (isAppError(error) && error.code === 'not_found') notFound()
    throw error
  }
}
