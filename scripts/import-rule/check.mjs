// The import rule: every file stands in a room of `rooms.mjs` and imports only what that room may; folders reach each
// other by `@/…` and themselves by `./`; no imports go in a circle, those of types included. Prints what does not, and
// then exits with 1.
import { fileURLToPath } from 'node:url'
import { findCircles } from './circles.mjs'
import { isPath, listFiles, readImports } from './graph.mjs'
import { ROOMS, TESTS } from './rooms.mjs'

process.chdir(fileURLToPath(new URL('../..', import.meta.url)))

const rooms = Object.keys(ROOMS).sort((a, b) => b.length - a.length)
/** Run by Node as they are, or by a project of somebody else: neither knows `@/`. */
const PLAIN = /\.(mjs|cjs|js)$|^(bench|e2e|scripts|server\.ts|tests\/support\/e2e\/wallet\.ts$)/

const files = listFiles()
const imports = readImports(files)
const faults = [
  ...files.filter((file) => roomOf(file) === undefined).map((file) => `${file}: belongs to no room`),
  ...imports.flatMap(({ from, specifier, to }) => {
    const fault = faultOf(from, specifier, to)
    return fault === null ? [] : [`${from}: '${specifier}' ${fault}`]
  }),
  ...findCircles(imports.filter(({ from }) => !TESTS.test(from))).map(
    (circle) => `in a circle: ${circle.join(' → ')}`,
  ),
]
for (const fault of faults) console.error(fault)
console.log(`${files.length} files, ${imports.length} imports, ${faults.length} faults`)
process.exitCode = faults.length === 0 ? 0 : 1

function faultOf(from, specifier, to) {
  if (specifier.startsWith('../') && !PLAIN.test(from))
    return 'leaves its folder: across folders import by @/…'
  if (TESTS.test(from)) return null
  const room = roomOf(from)
  if (room === undefined) return null
  const { imports: allowed = [], packages = [] } = ROOMS[room]
  if (to === null) {
    const name = packageOf(specifier)
    const wanted = name.startsWith('node:') ? 'node:*' : name
    return packages.includes('*') || packages.includes(wanted) ? null : `is no package of ${room}`
  }
  const other = roomOf(to)
  // What a build makes, a style: no file of code.
  if (other === undefined || other === room) return null
  return allowed.some((folder) => isWithin(to, folder))
    ? null
    : `is not for ${room}, which may import ${allowed.join(', ') || 'nothing'}`
}

/** A test belongs to what it tests. */
function roomOf(file) {
  const tested = file.replace('.test.', '.')
  return rooms.find((room) => isWithin(tested, room))
}

function isWithin(file, folder) {
  return file === folder || file.startsWith(`${folder}/`)
}

function packageOf(specifier) {
  if (isPath(specifier)) return specifier
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}
