import { expect, it } from 'vitest'
import { suggestTags } from './suggest-tags'

const IN_USE = ['night', 'music', 'new-moon', 'night', 'ночь']

it('suggests what is in use once, and not what is there already', () => {
  expect(suggestTags(IN_USE, ['music'], '')).toEqual(['night', 'new-moon', 'ночь'])
  expect(suggestTags(IN_USE, [], ' N')).toEqual(['night', 'new-moon'])
  expect(suggestTags(IN_USE, [], 'НО')).toEqual(['ночь'])
})

it('puts what begins so before what has it further on, and leaves out what is typed in full', () => {
  expect(suggestTags(['moon', 'new-moon', 'mo'], [], 'mo')).toEqual(['moon', 'new-moon'])
  expect(suggestTags(IN_USE, [], 'zebra')).toEqual([])
})

it('shows a few', () => {
  expect(
    suggestTags(
      Array.from({ length: 20 }, (_, at) => `t${at}`),
      [],
      't',
    ),
  ).toHaveLength(6)
})
