import { beforeEach, expect, it, vi } from 'vitest'

type KeptDrafts = typeof import('./kept-drafts')
type Draft = { words: string }

const NAME = 'new.somebody'
let inBrowser: Storage

/** A storage as a browser has it. */
function makeStorage(): Storage {
  const kept = new Map<string, string>()
  return {
    get length() {
      return kept.size
    },
    key: (n) => [...kept.keys()][n] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
  }
}

beforeEach(() => {
  inBrowser = makeStorage()
  return () => vi.unstubAllGlobals()
})

/** A page of the site in a tab: what it remembers by itself goes with it. */
async function openPage(inTab = makeStorage()): Promise<{ use: () => KeptDrafts; inTab: Storage }> {
  vi.resetModules()
  vi.stubGlobal('localStorage', inBrowser)
  vi.stubGlobal('sessionStorage', inTab)
  const page = await import('./kept-drafts')
  const use = () => {
    vi.stubGlobal('sessionStorage', inTab)
    return page
  }
  return { use, inTab }
}

const words = (draft: Draft | null) => draft?.words ?? null
const allKept = () =>
  Array.from({ length: inBrowser.length }, (_, n) => inBrowser.getItem(inBrowser.key(n) ?? '')).sort()

it('what was kept is there again after a reload, and when it is forgotten it is gone', async () => {
  const { use, inTab } = await openPage()
  expect(use().openDraft(NAME)).toBeNull()
  expect(use().keepDraft(NAME, { words: 'one' })).toBe(true)
  const again = await openPage(inTab)
  expect(words(again.use().openDraft(NAME))).toBe('one')
  again.use().keepDraft(NAME, null)
  expect(words((await openPage(inTab)).use().openDraft(NAME))).toBeNull()
  expect(allKept()).toEqual([])
})

it('two tabs with the same form overwrite nothing of each other’s, and each finds its own again', async () => {
  const [one, other] = [await openPage(), await openPage()]
  for (const { use } of [one, other]) expect(use().openDraft(NAME)).toBeNull()
  one.use().keepDraft(NAME, { words: 'of one' })
  other.use().keepDraft(NAME, { words: 'of the other' })
  one.use().keepDraft(NAME, { words: 'more of one' })
  expect(allKept()).toEqual(['{"words":"more of one"}', '{"words":"of the other"}'])
  for (const [{ inTab }, said] of [
    [one, 'more of one'],
    [other, 'of the other'],
  ] as const)
    expect(words((await openPage(inTab)).use().openDraft(NAME))).toBe(said)

  // Whoever is done takes away their own alone, and the rest is found by whoever comes next.
  one.use().keepDraft(NAME, null)
  expect(words((await openPage()).use().openDraft(NAME))).toBe('of the other')
})

it('a tab that goes on with what another had kept leaves what that one writes after it', async () => {
  const one = await openPage()
  one.use().keepDraft(NAME, { words: 'begun' })
  const other = await openPage()
  expect(words(other.use().openDraft(NAME))).toBe('begun')
  other.use().keepDraft(NAME, { words: 'begun, and gone on there' })
  one.use().keepDraft(NAME, { words: 'begun, and gone on here' })
  expect(allKept()).toEqual(['{"words":"begun, and gone on here"}', '{"words":"begun, and gone on there"}'])
  // Nor is it forgotten by who had it before.
  const third = await openPage()
  third.use().openDraft(NAME)
  other.use().keepDraft(NAME, { words: 'once more' })
  third.use().keepDraft(NAME, null)
  expect(allKept()).toContain('{"words":"once more"}')
})
