import { expect, it } from 'vitest'
import { speaksWithApps } from './mobile-wallets'

const ANDROID = 'Mozilla/5.0 (Linux; Android 15; K) AppleWebKit/537.36 (KHTML, like Gecko)'

it.each([
  [`${ANDROID} Chrome/150.0.0.0 Mobile Safari/537.36`, true],
  [`${ANDROID.replace('K)', 'K; wv)')} Version/4.0 Chrome/150.0.0.0 Mobile Safari/537.36`, false],
  ['Mozilla/5.0 (Android 15; Mobile; rv:150.0) Gecko/150.0 Firefox/150.0', false],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Mobile Safari/604.1', false],
  ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/150.0.0.0 Safari/537.36', false],
])('speaks with wallet apps in Chrome on Android alone: %s', (userAgent, expected) => {
  expect(speaksWithApps(userAgent)).toBe(expected)
})
