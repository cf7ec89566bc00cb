/** Amounts in lamports are whole numbers; what is a number otherwise says so, so that a spreadsheet counts with it. */
export type CsvCell = string | bigint | { number: string } | null | undefined

/** A line of CSV (RFC 4180). */
export function csvLine(cells: CsvCell[]): string {
  return `${cells.map(written).join(',')}\r\n`
}

function written(cell: CsvCell): string {
  if (typeof cell === 'string') return textCell(cell)
  if (typeof cell === 'object' && cell !== null) return cell.number
  return String(cell ?? '')
}

/**
 * A spreadsheet takes a cell that begins so for a formula: an apostrophe before it makes it text. All text is quoted, as
 * some split at semicolons too. https://owasp.org/www-community/attacks/CSV_Injection
 */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/

function textCell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}
