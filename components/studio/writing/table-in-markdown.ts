/** A table as GitHub writes it: its first row is its head. `inMarkdown` answers what is in a cell. */
export function tableInMarkdown(table: HTMLElement, inMarkdown: (cell: HTMLElement) => string): string {
  const rows = [...table.querySelectorAll('tr')].map((row) =>
    [...row.children].filter((cell) => /^T[DH]$/.test(cell.tagName)).map((cell) => cell as HTMLElement),
  )
  const columns = Math.max(0, ...rows.map((cells) => cells.length))
  // What stands in one column alone was put into a table for its looks.
  if (columns < 2) return rows.flatMap((cells) => cells.map(inMarkdown)).join('\n\n')
  const lines = rows.map((cells) =>
    inLine(
      Array.from({ length: columns }, (_, column) =>
        cells[column] ? oneLine(inMarkdown(cells[column])) : '',
      ),
    ),
  )
  return [lines[0], inLine(Array.from({ length: columns }, () => '---')), ...lines.slice(1)].join('\n')
}

const inLine = (cells: string[]) => `| ${cells.join(' | ')} |`

const oneLine = (text: string) =>
  text
    .trim()
    .replace(/\s*\n\s*/g, ' ')
    .replace(/(?<!\\)\|/g, '\\|')
