import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { differenceOf } from './compare'
import type { Image } from './image'
import { LOOKS, nameOf } from './look'
import { makeSheet, readSheet } from './sheet'

/** One picture for each screen, of all its looks. */
export const FOLDER = new URL('../../../../e2e/screens/sheets/', import.meta.url)

/** Set, what is seen becomes what is expected. */
const isWrittenAnew = () => process.env.SCREENS === 'write'

/**
 * Holds a screen against its sheet in the repository; answers the looks that differ, and puts the new sheet into `outputs`.
 * Both have been through the same loss: what was seen is packed and unpacked before.
 */
export async function differingLooks(
  name: string,
  small: readonly Image[],
  output: string,
): Promise<string[]> {
  const sheet = await makeSheet(small)
  const file = fileURLToPath(new URL(`${name}.webp`, FOLDER))
  if (isWrittenAnew()) {
    await mkdir(FOLDER, { recursive: true })
    await writeFile(file, sheet)
    return []
  }
  const kept = await readFile(file).catch(() => null)
  const [before, now] = [kept && (await readSheet(kept)), await readSheet(sheet)]
  const differing = LOOKS.flatMap((look, index) => {
    const [one, other] = [before?.[index], now[index]]
    const difference = one && other ? differenceOf(one, other) : Number.POSITIVE_INFINITY
    return difference < 1 ? [] : [`${nameOf(look)} (${difference.toFixed(1)} times what is allowed)`]
  })
  if (differing.length > 0) await writeFile(output, sheet)
  return differing
}
