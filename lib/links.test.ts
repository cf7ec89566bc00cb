import { expect, it } from 'vitest'
import { pictureSources, safeNext } from './links'

const widthsOf = (width: number) =>
  pictureSources({ id: 'x', width })
    .srcSet.split(', ')
    .map((source) => source.replace('/api/media/x', ''))

it('names each width as wide as what is answered for it', () => {
  expect(widthsOf(2400)).toEqual(['?w=480 480w', '?w=960 960w', '?w=1600 1600w'])
  expect(widthsOf(1600)).toEqual(['?w=480 480w', '?w=960 960w', ' 1600w'])
  expect(widthsOf(1350)).toEqual(['?w=480 480w', '?w=960 960w', ' 1350w'])
  expect(widthsOf(480)).toEqual([' 480w'])
})

it.each(['/', '/posts/1', '/creators?query=mara', '/posts/1#comment-2', '/library?a=//b'])(
  'goes on to %s of this site',
  (path) => expect(safeNext(path)).toBe(path),
)

it.each([
  undefined,
  ['/posts/1', '/posts/2'],
  '',
  'posts/1',
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/.//evil.example',
  '/..//evil.example',
  '/%2e//evil.example',
  'javascript:alert(1)',
  '/sign-in',
  '/sign-in?next=/sign-in',
  'http://here.invalid/',
])('goes nowhere else: %s', (given) => expect(safeNext(given)).toBe('/'))
