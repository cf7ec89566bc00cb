import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { drawIcons, drawToolbarIcons, FILE, ICONS, TOOLBAR_FILE } from './icons.mjs'

it('is drawn from the list, as it stands in the repository', async () => {
  expect(readFileSync(FILE, 'utf8')).toBe(await drawIcons())
  expect(readFileSync(TOOLBAR_FILE, 'utf8')).toBe(await drawToolbarIcons())
})

it('has no icon that nothing shows', () => {
  const sources = readdirSync('components', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.tsx'))
    .map((path) => readFileSync(`components/${path}`, 'utf8'))
    .join('\n')
  expect(ICONS.filter((name) => !sources.includes(`"${name}"`) && !sources.includes(`'${name}'`))).toEqual([])
})
