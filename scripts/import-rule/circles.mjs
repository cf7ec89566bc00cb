/**
 * The circles among imports: each a list of files in which every one reaches every other. Found by Tarjan's algorithm,
 * https://doi.org/10.1137/0201010
 *
 * @param {import('./graph.mjs').Import[]} imports
 * @returns {string[][]}
 */
export function findCircles(imports) {
  const next = new Map()
  for (const { from, to } of imports) if (to !== null) next.set(from, [...(next.get(from) ?? []), to])
  const seen = new Map()
  const open = []
  const circles = []
  for (const file of next.keys()) if (!seen.has(file)) visit(file)
  return circles

  function visit(file) {
    const state = { index: seen.size, low: seen.size, open: true }
    seen.set(file, state)
    open.push(file)
    for (const other of next.get(file) ?? []) {
      const known = seen.get(other)
      if (known === undefined) state.low = Math.min(state.low, visit(other).low)
      else if (known.open) state.low = Math.min(state.low, known.index)
    }
    if (state.low === state.index) {
      const circle = open.splice(open.indexOf(file))
      for (const member of circle) seen.get(member).open = false
      if (circle.length > 1) circles.push(circle)
    }
    return state
  }
}
