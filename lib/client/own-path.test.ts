import { expect, it } from 'vitest'
import { ownPath } from './own-path'

const SITE = 'https://fonana.example'

it.each([
  ['/creators', '/creators'],
  ['https://fonana.example', '/'],
  ['https://FONANA.example:443/posts/1?a=b#comments', '/posts/1?a=b#comments'],
  ['https://fonana.example.evil.example/', null],
  ['https://fonana.example@evil.example/', null],
  ['http://fonana.example/', null],
  ['https://fonana.example:8443/', null],
  ['https://fonana.example//evil.example', null],
  ['https://fonana.example/\\evil.example', null],
  ['mailto:me@fonana.example', null],
  ['https://', null],
])('takes %s for %s', (href, path) => {
  expect(ownPath(href, SITE)).toBe(path)
})

it('knows none but paths where nothing says whose site it is', () => {
  expect(ownPath('/creators', null)).toBe('/creators')
  expect(ownPath(SITE, null)).toBeNull()
})
