export interface Row {
  what: string
  /** One for each release. */
  cells: readonly string[]
  aim?: string
}

const WIDTH = 58
const CELL = 18

export function printTable(title: string, names: readonly string[], rows: readonly Row[]): void {
  console.log(line(title, names, 'aim'))
  for (const { what, cells, aim = '' } of rows) console.log(line(`  ${what}`, cells, aim))
  console.log()
}

function line(what: string, cells: readonly string[], aim: string): string {
  return `${what.padEnd(WIDTH)}${cells.map((cell) => cell.padStart(CELL)).join('')}   ${aim}`.trimEnd()
}
