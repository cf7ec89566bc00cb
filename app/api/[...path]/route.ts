import { AppError } from '@/lib/errors'
import { handler } from '@/lib/http/handler'
import { problem } from '@/lib/http/problem'

/** What is no address of the API is refused as everything is refused here, not with a page. */
const refuse = handler(async () =>
  problem(new AppError('not_found', { detail: 'There is no such address.' })),
)

export { refuse as DELETE, refuse as GET, refuse as OPTIONS, refuse as PATCH, refuse as POST, refuse as PUT }
