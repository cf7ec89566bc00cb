/** What of a module's growth is worth a line. */
const GROWN_FROM = 100
const LINES_MAX = 12

/**
 * What is wrong with the weights of the pages, in words; nothing where each keeps within its budget. `kept` has what the
 * pages were made of when the budgets were looked at last, so that it can be said what has grown.
 */
export function exceeded(weights, budgets, kept) {
  const lines = []
  for (const [route, { kilobytes, modules }] of Object.entries(weights)) {
    const budget = budgets[route]
    if (budget === undefined) lines.push(`${route}: has no budget`)
    else if (kilobytes > budget)
      lines.push(
        `${route}: ${kilobytes.toFixed(1)} KB, and ${budget} are its budget. Grown since it was kept:`,
        ...growth(modules, kept[route] ?? {}),
      )
  }
  return lines
}

function growth(modules, before) {
  const grown = Object.entries(modules)
    .map(([name, size]) => ({ name, size, more: size - (before[name] ?? 0) }))
    .filter(({ more }) => more >= GROWN_FROM)
    .sort((a, b) => b.more - a.more)
  if (grown.length === 0) return ['  nothing by itself: many a little']
  return grown.slice(0, LINES_MAX).map(({ name, size, more }) => {
    const how = more === size ? 'new' : `of ${size}`
    return `  +${String(more).padEnd(6)} ${how.padEnd(10)} ${name}`
  })
}

/** What all pages have is kept once. */
export function keep(weights) {
  const routes = Object.entries(weights)
  const [[, first]] = routes
  const everywhere = Object.keys(first.modules).filter((name) =>
    routes.every(([, { modules }]) => modules[name] === first.modules[name]),
  )
  const pick = (modules, names) => Object.fromEntries(names.sort().map((name) => [name, modules[name]]))
  const own = routes.map(([route, { modules }]) => [
    route,
    pick(
      modules,
      Object.keys(modules).filter((name) => !everywhere.includes(name)),
    ),
  ])
  return { everywhere: pick(first.modules, everywhere), own: Object.fromEntries(own.sort()) }
}

export function readKept({ everywhere, own }) {
  return Object.fromEntries(
    Object.entries(own).map(([route, modules]) => [route, { ...everywhere, ...modules }]),
  )
}
