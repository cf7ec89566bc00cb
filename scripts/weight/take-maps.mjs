import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { modulesOf } from './chunk-modules.mjs'

const COMMENT = /\n\/[/*]# sourceMappingURL=(\S+?)(?: ?\*\/)?\s*$/

/**
 * The source maps of a build are for weighing it: reads them, and takes them and every mention of them away. Answers what
 * each script is made of.
 */
export function takeMaps(folder) {
  const made = new Map()
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  for (const path of paths.filter((name) => /\.(js|css)$/.test(name))) {
    const text = readFileSync(join(folder, path), 'utf8')
    const mention = COMMENT.exec(text)
    if (mention === null) continue
    const script = text.slice(0, mention.index)
    const map = join(folder, dirname(path), decodeURIComponent(mention[1]))
    if (path.endsWith('.js') && existsSync(map))
      made.set(path.replaceAll('\\', '/'), modulesOf(script, JSON.parse(readFileSync(map, 'utf8'))))
    writeFileSync(join(folder, path), script)
  }
  for (const path of paths.filter((name) => name.endsWith('.map'))) rmSync(join(folder, path))
  return made
}
