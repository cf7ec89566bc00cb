import { expect, it } from 'vitest'
import { AppError } from '@/lib/errors'
import { problem } from './problem'

it('closes a connection over which the rest of a request did not come', () => {
  expect(problem(new AppError('request_timeout')).headers).toMatchObject({ connection: 'close' })
  expect(problem(new AppError('bad_request')).headers).not.toHaveProperty('connection')
})

it('says when to come back', () => {
  const busy = new AppError('uploads_busy', { extra: { retryAfterSeconds: 7 } })
  expect(problem(busy)).toMatchObject({ status: 503, headers: { 'retry-after': '7' } })
})
