import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { AppError, ERRORS, inField, REASONS } from '@/lib/errors'
import { FIELD_CODES } from '@/lib/schema/field-issues'
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

it('is written down, with its status, its reasons, and what can be wrong with a field', () => {
  const [, tables = ''] = readFileSync('docs/api.md', 'utf8').split('## Errors')
  const rows = tables.split('\n').filter((line) => line.startsWith('| '))
  const under = (key: string) => rows.find((row) => row.startsWith(`| ${key} |`)) ?? ''
  const missing = [
    ...Object.entries(ERRORS).filter(([code, { status }]) => !under(String(status)).includes(`\`${code}\``)),
    ...Object.entries(REASONS).flatMap(([code, reasons]) =>
      reasons.filter((reason) => !under(`\`${code}\``).includes(`\`${reason}\``)),
    ),
    ...FIELD_CODES.filter((code) => !rows.some((row) => row.includes(`\`${code}\``))),
  ]
  expect(missing).toEqual([])
})
