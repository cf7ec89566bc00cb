import { expect, it } from 'vitest'
import { currencyFor } from './currency'

const RATES = { USD: 170, EUR: 150, RUB: 14_000 }

it.each([
  [['ru'], 'RUB'],
  [['ru-KZ', 'ru'], 'RUB'],
  [['de-CH', 'de'], 'EUR'],
  [['en-US', 'de'], 'USD'],
  [['en'], 'USD'],
  [['nonsense!'], 'USD'],
  [[], 'USD'],
])('%j reckons in %s', (languages, currency) => {
  expect(currencyFor(languages, RATES)).toBe(currency)
})

it('is none where there is no rate that they could read', () => {
  expect(currencyFor(['en'], { RUB: 14_000 })).toBeNull()
})
