// Writes the shapes of the icons and the type of their names. `npm run icons`, after a change of the list or of lucide.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** As lucide calls them: https://lucide.dev/icons */
export const ICONS = [
  'arrow-up',
  'bell',
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
  'hand-coins',
  'heart',
  'house',
  'image-off',
  'image-plus',
  'info',
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
  'plus',
  'printer',
  'qr-code',
  'receipt-text',
  'rotate-cw',
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
]

export const FILE = 'components/ui/icon-shapes.ts'

/** All icons, each under its name; how they are drawn is said by who uses them. */
export async function drawIcons() {
  const { version } = JSON.parse(readFileSync('node_modules/lucide-react/package.json', 'utf8'))
  const groups = await Promise.all(ICONS.map(drawIcon))
  return [
    '// Written by scripts/icons.mjs.',
    'export type IconName =',
    ...ICONS.map((name) => `  | '${name}'`),
    '',
    // The licence asks to be named wherever the drawings go.
    `export const SHAPES = \`<!-- lucide ${version}, ISC License, https://lucide.dev/license -->`,
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
  return `<g id="icon-${name}">${shapes.join('')}</g>`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.chdir(fileURLToPath(new URL('..', import.meta.url)))
  writeFileSync(FILE, await drawIcons())
}
