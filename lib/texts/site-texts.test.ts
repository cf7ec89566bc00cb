import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { ConfigError } from '@/lib/config'
import { LOCALES } from '@/lib/schema/locales'
import { TEXT_NAMES } from '@/lib/schema/text-names'
import { openSiteTexts } from './site-texts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

function folderWith(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'texts-'))
  folders.push(folder)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}

it('has each text in each language, of the same parts, with what the code says put into it', () => {
  const texts = openSiteTexts({ playMoney: true, ownFolder: undefined })
  for (const name of TEXT_NAMES) {
    const [kinds, ...others] = LOCALES.map((locale) => {
      const text = texts.find(name, locale)
      expect(text.locale).toBe(locale)
      expect(JSON.stringify(text.blocks), `${name}.${locale}`).not.toMatch(/\{\w+\}|\]\(|\*\*/)
      return text.blocks.map((block) => (block.kind === 'list' ? block.items.length : block.kind))
    })
    for (const other of others) expect(other, name).toEqual(kinds)
  }
  expect(JSON.stringify(texts.find('terms', 'ru'))).toContain('90 %')
})

it('says a word on play money only where there is some', () => {
  const said = (playMoney: boolean) =>
    JSON.stringify(openSiteTexts({ playMoney, ownFolder: undefined }).find('help', 'en')).includes(
      'play money',
    )
  expect([said(true), said(false)]).toEqual([true, false])
})

it('shows what whoever runs the site has written, in the one language that they have written it in', () => {
  const ownFolder = folderWith({ 'imprint.ru.md': '# Кто мы\n\nУлица, дом', 'other.txt': 'x' })
  const texts = openSiteTexts({ playMoney: false, ownFolder })
  const own = {
    title: 'Кто мы',
    locale: 'ru',
    blocks: [{ kind: 'paragraph', line: [{ text: 'Улица, дом' }] }],
  }
  expect([texts.find('imprint', 'ru'), texts.find('imprint', 'en')]).toEqual([own, own])
  expect(texts.find('terms', 'en').title).toBe('Terms')
})

it('does not start with a folder that is none, or with a text that is none', () => {
  const open = (ownFolder: string) => () => openSiteTexts({ playMoney: false, ownFolder })
  expect(open('/no/such/folder')).toThrow(
    new ConfigError('LEGAL_DIR: /no/such/folder is no folder that can be read'),
  )
  expect(open(folderWith({ 'terms.en.md': 'No title' }))).toThrow('LEGAL_DIR: terms.en.md has to begin')
})
