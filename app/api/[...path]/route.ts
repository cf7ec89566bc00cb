import { AppError } from '@/lib/errors'
import { problem } from '@/lib/http/problem'

/** What is no address of the API is refused as everything is refused here, not with a page. */
async function refuse(): Promise<Response> {
  return problem(new AppError('not_found', { detail: 'There is no such address.' }))
}

export { refuse as DELETE, refuse as GET, refuse as PATCH, refuse as POST, refuse as PUT }
