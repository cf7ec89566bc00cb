import type { CompiledMessage } from 'icu-minify/format'
import { describe, expect, it } from 'vitest'
import { LOCALES } from '@/lib/schema/locales'
import { compiledDictionary, DICTIONARIES, translatorIn } from './dictionaries'
import { en } from './en'

const KEYS = Object.keys(en)

describe.each(LOCALES)('the words of %s', (locale) => {
  const dictionary = compiledDictionary(locale)
  const english = compiledDictionary('en')

  it('are those that English has, in the same order', () => {
    expect(Object.keys(DICTIONARIES[locale])).toEqual(KEYS)
    expect(Object.values(DICTIONARIES[locale]).filter((message) => message.trim() === '')).toEqual([])
  })

  it('take what the English ones take', () => {
    const differing = KEYS.filter((key) => takenBy(dictionary[key]).join() !== takenBy(english[key]).join())
    expect(differing).toEqual([])
  })

  it('have every form of number that the language has', () => {
    const categories = new Intl.PluralRules(locale).resolvedOptions().pluralCategories
    const wanting = KEYS.flatMap((key) =>
      pluralsOf(dictionary[key])
        .filter((forms) => categories.some((category) => !(category in forms)))
        .map((forms) => `${key}: ${Object.keys(forms).join()}`),
    )
    expect(wanting).toEqual([])
  })

  it('are plain objects, which Next’s own rendering can hand on', () => {
    const forms = KEYS.flatMap((key) => pluralsOf(dictionary[key]))
    expect(forms.filter((form) => Object.getPrototypeOf(form) !== Object.prototype)).toEqual([])
    expect(forms.length).toBeGreaterThan(0)
  })

  it('have no apostrophe that would hide what stands in braces', () => {
    expect(KEYS.filter((key) => DICTIONARIES[locale][key as keyof typeof en].includes("'"))).toEqual([])
  })
})

it('counts in Russian', () => {
  const said = (count: number) => translatorIn('ru')('count.posts', { count, shown: String(count) })
  expect([1, 2, 5, 21, 111].map(said)).toEqual([
    '1 публикация',
    '2 публикации',
    '5 публикаций',
    '21 публикация',
    '111 публикаций',
  ])
})

type Node = Exclude<CompiledMessage, string>[number]
const isNode = (value: unknown): value is Node => Array.isArray(value)
const PLURAL = 2
const SELECT = 1

/** Names of values and of tags. */
function takenBy(message: CompiledMessage | undefined): string[] {
  return [...new Set(nodesOf(message).map(([name]) => String(name)))].sort()
}

function pluralsOf(message: CompiledMessage | undefined): Record<string, unknown>[] {
  return nodesOf(message).flatMap(([, type, forms]) =>
    type === PLURAL ? [forms as Record<string, unknown>] : [],
  )
}

/** All that is not plain text, whatever it stands in. */
function nodesOf(message: unknown): unknown[][] {
  if (!Array.isArray(message)) return []
  return message.flatMap((node) => {
    if (!isNode(node)) return []
    const [, type, ...rest] = node as unknown[]
    if (type === PLURAL || type === SELECT) {
      const forms = Object.values(rest[0] as object)
      return [node as unknown[], ...forms.flatMap((form) => nodesOf(form))]
    }
    return [node as unknown[], ...nodesOf([type, ...rest])]
  })
}
