import { describe, expect, it } from 'vitest'
import { avatarSources, coverSources, pictureSources, safeNext } from './links'

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

describe('the part of a picture that is seen', () => {
  it('is its middle, or another where that was chosen', () => {
    expect(coverSources('x', null).style).toBeUndefined()
    expect(coverSources('x', { x: 0, y: 1000 }).style).toEqual({ objectPosition: '0% 100%' })
    expect(coverSources('x', { x: 0, y: 1000, zoom: 100 })).toEqual(coverSources('x', { x: 0, y: 1000 }))
  })

  it('is made larger about that point, cut off at its frame, and taken from a wider picture', () => {
    const { style, srcSet } =
      avatarSources({ avatarId: 'x', avatarFocus: { x: 250, y: 1000, zoom: 200 } }) ?? {}
    expect(style).toEqual({
      objectPosition: '25% 100%',
      transform: 'scale(2)',
      transformOrigin: '25% 100%',
      // Twice as large about the lower edge, the lower half fills the frame.
      clipPath: 'inset(50.000% 37.500% 0.000% 12.500% round calc(var(--corner, 0px) / 2))',
    })
    expect(srcSet).toBe('/api/media/x?w=96 48w, /api/media/x?w=480 240w')
  })
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
