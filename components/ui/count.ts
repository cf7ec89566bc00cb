const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 })

/** `12345` → `12.3K`: for counts beside an icon. */
export function shortCount(count: number): string {
  return compact.format(count)
}

/** `countOf(2, 'post')` → `2 posts`. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${compact.format(count)} ${count === 1 ? one : many}`
}
