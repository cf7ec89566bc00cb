import { expect, it } from 'vitest'
import type { RefundProblem } from '@/lib/client/paying/refund-payment'
import { LOCALES } from '@/lib/schema/locales'
import { translatorIn } from '@/lib/words/dictionaries'
import { refundProblem } from './refund-words'

const PROBLEMS: readonly RefundProblem[] = [
  { kind: 'rejected' },
  { kind: 'insufficient_funds' },
  { kind: 'offline' },
  { kind: 'wallet_missing' },
  { kind: 'mismatch' },
  { kind: 'expired' },
  { kind: 'closed' },
  { kind: 'broken' },
]

it.each(LOCALES)('each reason why a refund did not go out has words of its own, in %s', (locale) => {
  const t = translatorIn(locale)
  const words = PROBLEMS.map((problem) => refundProblem(t, () => 'refused', problem))
  expect(new Set([...words, t('refund.problem.other')]).size).toBe(PROBLEMS.length + 1)
})

it('one that is over is said to be so, with where to see what was given back', () => {
  const said = refundProblem(translatorIn('en'), () => 'refused', { kind: 'closed' })
  expect(said).toMatch(/nothing was sent.*shown above.*begin again/)
})
