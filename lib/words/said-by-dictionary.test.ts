import { readFileSync } from 'node:fs'
import { parseSync } from 'oxc-parser'
import { expect, it } from 'vitest'
import { en } from '@/lib/words/en'
import { listFiles } from '@/scripts/import-rule/graph.mjs'

const IS_SHOWN = /^(app|components)\/.*\.tsx?$/
const IS_TEST = /\.test\.tsx?$/
/** Says it when there is no dictionary. */
const LAST_RESORT = 'app/global-error.tsx'
const sources = (files: RegExp) =>
  listFiles().filter((file: string) => files.test(file) && !IS_TEST.test(file))

it('says nothing to people but what stands in the dictionaries', () => {
  const said = sources(IS_SHOWN)
    .filter((file: string) => file !== LAST_RESORT)
    .flatMap((file: string) => wordsIn(file).map((text) => `${file}: ${text}`))
  expect(said).toEqual([])
})

it('has nothing in the dictionaries that is never said', () => {
  const used = sources(/^(app|components|lib)\/.*\.tsx?$/)
    .filter((file: string) => !/^lib\/words\/(en|ru)\.ts$/.test(file))
    .flatMap((file: string) => keysIn(readFileSync(file, 'utf8')))
  const isUsed = (key: string) => used.some((pattern) => pattern.test(key))
  expect(Object.keys(en).filter((key) => !isUsed(key))).toEqual([])
})

/** Names of the house and of the currency are the same everywhere. */
const NAMES = /\b(fonana|SOL|lamports?)\b/gi
const ATTRIBUTES = /^(aria-label|title|label|placeholder|alt|hint|description|text|body)$/
const isWords = (text: string) => /\p{L}{2}/u.test(text.replace(NAMES, ''))

/** What is written into elements, their labels, and objects with titles and labels. */
function wordsIn(file: string): string[] {
  const found: string[] = []
  walk(parseSync(file, readFileSync(file, 'utf8')).program, (node) => {
    if (node.type === 'JSXText' && isWords(String(node.value))) found.push(String(node.value).trim())
    if (node.type === 'JSXElement' || node.type === 'JSXFragment')
      found.push(...(node.children as unknown[]).flatMap(textsIn))
    if (node.type === 'JSXAttribute' && ATTRIBUTES.test(nameOf(node))) found.push(...textsIn(node.value))
    if (node.type === 'Property' && ATTRIBUTES.test(nameOf(node))) found.push(...textsIn(node.value))
  })
  return [...new Set(found)]
}

/** The texts that an expression may become; what a function is given is no text of its own. */
function textsIn(value: unknown): string[] {
  if (!isNode(value)) return []
  switch (value.type) {
    case 'Literal':
      return typeof value.value === 'string' && isSentence(value.value) ? [value.value] : []
    case 'TemplateLiteral':
      return (value.quasis as Node[])
        .map(({ value: part }) => (part as { cooked: string }).cooked)
        .filter((text) => isWords(text))
    case 'ConditionalExpression':
      return [...textsIn(value.consequent), ...textsIn(value.alternate)]
    case 'LogicalExpression':
      return [...textsIn(value.left), ...textsIn(value.right)]
    case 'JSXExpressionContainer':
      return textsIn(value.expression)
    default:
      return []
  }
}

/** Not a name that the code gives to something: those have no capital and no blank. */
const isSentence = (text: string) => isWords(text) && /[\p{Lu} ]/u.test(text)

type Node = Record<string, unknown> & { type: string }
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'

function nameOf(node: Node): string {
  const name = (node.name ?? node.key) as Record<string, unknown>
  return String(name.name ?? name.value)
}

function walk(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) for (const item of value) walk(item, visit)
  if (!isNode(value)) return
  visit(value)
  for (const child of Object.values(value)) walk(child, visit)
}

/** What the texts of a source may be as keys: those with a value put into them stand for several. */
function keysIn(source: string): RegExp[] {
  const texts = [...source.matchAll(/["']([\w.]+)["']|`([\w.]*(?:\$\{[^`}]*\}[\w.]*)+)`/g)].map(
    ([, plain, made]) => plain ?? made ?? '',
  )
  return texts
    .filter((text) => text.includes('.'))
    .map((text) => {
      const parts = text.split(/\$\{[^}]*\}/).map((part) => part.replaceAll('.', '\\.'))
      return new RegExp(`^${parts.join('[\\w.]+')}$`)
    })
}
