const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** How many characters of a built script come from which module, by its source map. */
export function modulesOf(script, map) {
  const lines = script.split('\n')
  const starts = startsIn(map)
  const sizes = new Map()
  starts.forEach(({ line, column, source }, at) => {
    const next = starts[at + 1]
    const end = next?.line === line ? next.column : (lines[line]?.length ?? column)
    const name = nameOf(source)
    sizes.set(name, (sizes.get(name) ?? 0) + Math.max(0, end - column))
  })
  return sizes
}

/** Where the text of a source begins: https://tc39.es/ecma426/#sec-mappings-grammar */
function startsIn({ mappings, sources }) {
  const starts = []
  let source = 0
  mappings.split(';').forEach((segments, line) => {
    let column = 0
    for (const segment of segments.split(',').filter(Boolean)) {
      const [columns = 0, sourceStep] = numbersIn(segment)
      column += columns
      source += sourceStep ?? 0
      starts.push({
        line,
        column,
        source: sourceStep === undefined ? null : sources[source],
      })
    }
  })
  return starts
}

/** Base 64 VLQ. */
function numbersIn(segment) {
  const numbers = []
  let value = 0
  let shift = 0
  for (const digit of segment) {
    const bits = DIGITS.indexOf(digit)
    value |= (bits & 31) << shift
    shift += 5
    if (bits & 32) continue
    numbers.push(value & 1 ? -(value >> 1) : value >> 1)
    value = 0
    shift = 0
  }
  return numbers
}

/** Modules of our own by their path, others by their package. */
function nameOf(source) {
  if (source === null) return '(between modules)'
  const inPackage = /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1]
  // Seen from where the script is.
  return inPackage ?? source.replace(/^(\.\.\/)+/, '')
}
