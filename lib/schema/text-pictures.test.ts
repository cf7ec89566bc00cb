import { expect, it } from 'vitest'
import { isWritten, pictureAt, withoutPicture, withPicture, writtenPicture } from './text-pictures'
import { withoutWritten } from './written-picture'

const [A, B] = ['0193c0de-0000-7000-8000-00000000000a', '0193c0de-0000-7000-8000-00000000000b']
const [a, b] = [writtenPicture(A), writtenPicture(B)]

it('is named by the address that it has', () => {
  expect(pictureAt(`/api/media/${A}`)).toBe(A)
  for (const other of [`/api/media/${A}/preview`, `/api/media/${A}?w=96`, `https://x.cc/api/media/${A}`, '/'])
    expect(pictureAt(other)).toBeNull()
  expect(isWritten(`One ${a}`, A)).toBe(true)
  expect(isWritten(`One ${a}`, B)).toBe(false)
  expect(withPicture(`${a}\n\n${b}`, A, B)).toBe(`${b}\n\n${b}`)
})

it('is no word', () => {
  expect(withoutWritten(`One ${a}two ![three](https://x.cc/y.png)`)).toBe(
    'One two ![three](https://x.cc/y.png)',
  )
})

it('goes with the line that it stood in, and leaves the rest as it is', () => {
  expect(withoutPicture(`One\n\n${a}\n\nTwo\n\n${b}`, A)).toBe(`One\n\nTwo\n\n${b}`)
  expect(withoutPicture(`${a}\n\nOne`, A)).toBe('One')
  expect(withoutPicture(`One\n\n${a}`, A)).toBe('One\n')
  expect(withoutPicture(`One ${a}\ntwo\n\n\n\n  three`, A)).toBe('One\ntwo\n\n\n\n  three')
  expect(withoutPicture(`> One\n> ${a}\n> two`, A)).toBe('> One\n> two')
  expect(withoutPicture(`- One\n  ![words](/api/media/${A})\n- two`)).toBe('- One\n- two')
  expect(withoutPicture(`${a}\n${b}`)).toBe('')
})
