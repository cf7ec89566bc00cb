import { expect, it } from 'vitest'
import { hasApps, WALLET_APPS } from './wallet-apps'

it('opens this very page in the browser of a wallet, and says who asks', () => {
  const page = 'https://fonana.example/posts/1?a=b&c=%D1%8F#comments'
  const encoded = 'https%3A%2F%2Ffonana.example%2Fposts%2F1%3Fa%3Db%26c%3D%25D1%258F%23comments'
  expect(WALLET_APPS.map(({ linkTo }) => linkTo(page))).toEqual([
    `https://phantom.app/ul/browse/${encoded}?ref=https%3A%2F%2Ffonana.example`,
    `https://solflare.com/ul/v1/browse/${encoded}?ref=https%3A%2F%2Ffonana.example`,
    `https://backpack.app/ul/v1/browse/${encoded}?ref=https%3A%2F%2Ffonana.example`,
  ])
})

it.each([
  ['Mozilla/5.0 (Linux; Android 15; Pixel 9) Chrome/150 Mobile', 5, true],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Safari', 5, true],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari', 5, true],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari', 0, false],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/150', 10, false],
])('knows where there are apps: %s, %i', (userAgent, maxTouchPoints, expected) => {
  expect(hasApps({ userAgent, maxTouchPoints } as Navigator)).toBe(expected)
})
