import { parseArgs } from 'node:util'

/** What `npm run bench:web` is compared with where nothing else is named: the last state before pages were made once for everybody. */
const PREVIOUS = 'fc6907c'
const RUNS = 5

export interface Options {
  /** A commit, a tag, or the folder of another checkout; null for none. */
  previous: string | null
  /** How often Lighthouse and a phone on a slow line look at each page. */
  runs: number
}

export function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { runs: { type: 'string' }, 'without-previous': { type: 'boolean' } },
  })
  const runs = Number(values.runs ?? RUNS)
  if (!Number.isInteger(runs) || runs < 1) throw new Error(`--runs ${values.runs} is no number of runs`)
  return { previous: values['without-previous'] ? null : (positionals[0] ?? PREVIOUS), runs }
}
