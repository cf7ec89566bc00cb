import { expect, it } from 'vitest'
import { exceeded, keep, readKept } from './budget.mjs'
import { modulesOf } from './chunk-modules.mjs'

const weights = (feed: Record<string, number>, kilobytes: number) => ({
  '/': { kilobytes, modules: { react: 5_000, ...feed } },
  '/creators': { kilobytes: 90, modules: { react: 5_000, 'components/list.tsx': 700 } },
})
const BUDGETS = { '/': 100, '/creators': 100 }
const KEPT = readKept(keep(weights({ 'components/feed.tsx': 900 }, 99)))

it('says nothing of pages within their budget', () => {
  expect(exceeded(weights({ 'components/feed.tsx': 3_000 }, 100), BUDGETS, KEPT)).toEqual([])
})

it('names the page that is too heavy and what has grown on it, the most first, and what is new there', () => {
  const grown = { 'components/feed.tsx': 1_100, 'components/list.tsx': 700, 'components/small.ts': 20 }
  expect(exceeded(weights(grown, 100.5), BUDGETS, KEPT)).toEqual([
    '/: 100.5 KB, and 100 are its budget. Grown since it was kept:',
    '  +700    new        components/list.tsx',
    '  +200    of 1100    components/feed.tsx',
  ])
})

it('asks for a budget for every page', () => {
  expect(exceeded(weights({}, 1), { '/': 100 }, KEPT)).toEqual(['/creators: has no budget'])
})

it('tells by its source map what a script is made of', () => {
  const script = 'one();two();three()\nfour()'
  const map = {
    // Column 0 of the first source, 6 of the second, 12 of none; in the next line of the third.
    mappings: 'AAAA,MCAA,M;ACAA',
    sources: [
      '../../components/ui/one.tsx',
      '../../node_modules/@tanstack/query-core/src/query.ts',
      '../../node_modules/react-dom/x.js',
    ],
  }
  expect(Object.fromEntries(modulesOf(script, map))).toEqual({
    'components/ui/one.tsx': 6,
    '@tanstack/query-core': 6,
    '(between modules)': 7,
    'react-dom': 6,
  })
})
