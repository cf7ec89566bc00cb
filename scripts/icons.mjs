// Writes the shapes of the icons and the type of their names. `npm run icons`, after a change of the list or of lucide.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** As lucide calls them: https://lucide.dev/icons */
export const ICONS = [
  'arrow-up',
  'audio-lines',
  'bell',
  'book-open',
  'calendar-clock',
  'check',
  'check-check',
  'chevron-down',
  'chevron-right',
  'circle-exclamation-point',
  'coins',
  'compass',
  'copy',
  'corner-down-right',
  'download',
  'ellipsis',
  'external-link',
  'eye',
  'eye-off',
  'file-question-mark',
  'film',
  'grip-vertical',
  'hand-coins',
  'heart',
  'house',
  'image-off',
  'image-plus',
  'info',
  'layers',
  'library-big',
  'lock',
  'lock-keyhole',
  'log-out',
  'message-circle',
  'monitor-smartphone',
  'moon',
  'newspaper',
  'pen-line',
  'pencil',
  'pin',
  'pin-off',
  'play',
  'plus',
  'printer',
  'qr-code',
  'receipt-text',
  'rotate-cw',
  'rss',
  'search',
  'search-x',
  'share-2',
  'shopping-bag',
  'smartphone',
  'sparkles',
  'sun',
  'sun-moon',
  'trash',
  'triangle-exclamation-point',
  'undo-2',
  'user',
  'user-pen',
  'user-plus',
  'wallet',
  'wifi-off',
  'x',
  'zap',
  'zoom-in',
  'zoom-out',
]

export const FILE = 'components/ui/icon-shapes.ts'

/** Those of the toolbar of a text, which come with it: no other page is to be larger for them. */
export const TOOLBAR_ICONS = [
  'code',
  'italic',
  'letter-b',
  'letter-h',
  'link',
  'list',
  'list-ordered',
  'redo-2',
  'strikethrough',
  'text-quote',
]

export const TOOLBAR_FILE = 'components/studio/writing/toolbar-shapes.ts'

const lucideVersion = () => JSON.parse(readFileSync('node_modules/lucide-react/package.json', 'utf8')).version

/** All icons, each under its name; how they are drawn is said by who uses them. */
export async function drawIcons() {
  const groups = await Promise.all(
    ICONS.map(async (name) => `<g id="icon-${name}">${await drawIcon(name)}</g>`),
  )
  return [
    '// Written by scripts/icons.mjs.',
    'export type IconName =',
    ...ICONS.map((name) => `  | '${name}'`),
    '',
    // The licence asks to be named wherever the drawings go.
    `export const SHAPES = \`<!-- lucide ${lucideVersion()}, ISC License, https://lucide.dev/license -->`,
    `${groups.join('\n')}\``,
    '',
  ].join('\n')
}

async function drawIcon(name) {
  const { __iconData } = await import(`lucide-react/dist/esm/icons/${name}.mjs`)
  const shapes = __iconData.node.map(([tag, { key: _, ...attributes }]) => {
    const written = Object.entries(attributes).map(([attribute, value]) => ` ${attribute}="${value}"`)
    return `<${tag}${written.join('')}></${tag}>`
  })
  return shapes.join('')
}

export async function drawToolbarIcons() {
  const shapes = await Promise.all(
    TOOLBAR_ICONS.map(async (name) => `  '${name}': '${await drawIcon(name)}',`),
  )
  return [
    '// Written by scripts/icons.mjs.',
    `/** lucide ${lucideVersion()}, ISC License, https://lucide.dev/license */`,
    '// biome-ignore format: one in a line',
    'export const TOOLBAR_SHAPES = {',
    ...shapes,
    '}',
    '',
  ].join('\n')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.chdir(fileURLToPath(new URL('..', import.meta.url)))
  writeFileSync(FILE, await drawIcons())
  writeFileSync(TOOLBAR_FILE, await drawToolbarIcons())
}
