import type { Site } from './site'

/** Round by round one site after the other, so that what else the machine does meets all alike. Answers what each gave. */
export async function inTurns<T>(
  sites: readonly Site[],
  rounds: number,
  measure: (site: Site, round: number) => Promise<T>,
): Promise<T[][]> {
  const results: T[][] = sites.map(() => [])
  for (let round = 0; round < rounds; round += 1) {
    for (const [place, site] of sites.entries()) results[place]?.push(await measure(site, round))
  }
  return results
}
