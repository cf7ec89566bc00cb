import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { dropImageCopies } from './image-copies'

it('takes away the pictures that Next has kept, and nothing else of its', async () => {
  const pages = mkdtempSync(join(tmpdir(), 'fonana-pages-'))
  const [images, other] = [join(pages, 'cache/images/copy'), join(pages, 'cache/other')]
  for (const folder of [images, other]) mkdirSync(folder, { recursive: true })
  writeFileSync(join(images, 'a.webp'), 'a locked picture')
  const warnings: string[] = []
  const log = { info() {}, warn: (_fields: object, message: string) => warnings.push(message), error() {} }
  await dropImageCopies(pages, log)
  expect(existsSync(images)).toBe(false)
  expect(existsSync(other)).toBe(true)
  expect(warnings).toEqual([])
  rmSync(pages, { recursive: true })
})
