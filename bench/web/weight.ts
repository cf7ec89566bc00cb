import { weighPage } from '../page-weight'
import { inTurns } from './in-turns'
import { type Site, VIEWS } from './site'
import type { Row } from './table'
import { PHONE } from './visitor'

/** Bytes do not vary: one look is enough. */
export async function weightRows(sites: readonly Site[]): Promise<Row[]> {
  const rows: Row[] = []
  for (const view of VIEWS) {
    const weights = await inTurns(sites, 1, ({ url, paths }) => weighPage(url + paths[view], PHONE))
    const cells = (name: 'scripts' | 'pictures' | 'picturesOfFirstScreen') =>
      weights.map(([weight]) => (weight?.[name] ?? Number.NaN).toFixed(0))
    rows.push(
      { what: `${view}: JavaScript, KB`, cells: cells('scripts'), aim: '≤ 150' },
      {
        what: `${view}: pictures of the first screen, KB`,
        cells: cells('picturesOfFirstScreen'),
        aim: '≤ 250',
      },
      { what: `${view}: pictures loaded without scrolling, KB`, cells: cells('pictures') },
    )
  }
  return rows
}
