import { expect, it } from 'vitest'
import { planMatching } from './matching.mjs'

const planned = async (...words: string[]) => (await planMatching(words)).steps.map(({ name }) => name)

it('runs a file whole when its path has the words', async () => {
  expect(await planned('tests/posts/likes')).toEqual(['tests/posts/likes.test.ts'])
  expect(await planned('Posts/', 'LIKES.test')).toEqual(['tests/posts/likes.test.ts'])
})

it('runs of other files what has the words in its name', async () => {
  const steps = await planned('thousand', 'first', 'limits.test')
  expect(steps).toEqual(['tests/realtime/limits.test.ts, named like thousand first'])
})

it('runs nothing when nothing has them', async () => {
  expect(await planned('zebra')).toEqual([])
})
