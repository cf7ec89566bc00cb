import { notFound } from 'next/navigation'
import { isAppError } from '@/lib/errors'

/** Awaits a read of the domain; what it does not find is the page that says so. */
export async function orNotFound<T>(read: Promise<T>): Promise<T> {
  try {
    return await read
  } catch (error) {
    if (isAppError(error) && error.code === 'not_found') notFound()
    throw error
  }
}
