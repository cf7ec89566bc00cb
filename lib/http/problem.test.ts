import { expect, it } from 'vitest'
import { AppError, inField } from '@/lib/errors'
import { problem } from './problem'

it('closes a connection over which the rest of a request did not come', () => {
  expect(problem(new AppError('request_timeout')).headers).toMatchObject({ connection: 'close' })
  expect(problem(new AppError('bad_request')).headers).not.toHaveProperty('connection')
})

it('says when to come back', () => {
  const busy = new AppError('uploads_busy', { extra: { retryAfterSeconds: 7 } })
  expect(problem(busy)).toMatchObject({ status: 503, headers: { 'retry-after': '7' } })
})

it('says to programs what it says to people', () => {
  const read = (error: AppError) => JSON.parse(String(problem(error).body))
  const taken = read(
    new AppError('handle_taken', inField('handle', { code: 'taken' }, 'This handle is taken')),
  )
  expect(taken).toMatchObject({
    code: 'handle_taken',
    errors: { handle: ['This handle is taken'] },
    issues: { handle: [{ code: 'taken' }] },
  })
  expect(taken).not.toHaveProperty('reason')
  const extra = { format: 'PNG', megapixels: 50 }
  const large = new AppError('unsupported_media', { reason: 'too_large', detail: 'Too large.', extra })
  expect(read(large)).toMatchObject({ detail: 'Too large.', reason: 'too_large', ...extra })
})
