// Makes the smaller widths of pictures that an earlier release has kept without, one at a time. It may be broken off, and
// run again: then it goes on, or does nothing.
import { existsSync } from 'node:fs'
import { ConfigError, readConfig } from '@/lib/config'
import { makeMissingVariants } from '@/lib/domain/posts/variants'
import { PictureQueue } from '@/lib/media/worker/queue'
import { mediaFolder, openStore } from '@/lib/process/open-store'
import { tellExpected } from '@/lib/process/tell-expected'
import { withDatabase } from '@/lib/process/with-database'

await tellExpected(async () => {
  const config = readConfig(process.env)
  // A mistyped folder would be one in which every picture is lost.
  if (config.storage.kind === 'disk' && !existsSync(mediaFolder(config)))
    throw new ConfigError(`DATA_DIR: there are no pictures in ${config.dataDir}`)
  const warn = (_fields: object, message: string) => console.error(message)
  const store = await openStore(config, { info() {}, warn, error: warn })
  const pictures = new PictureQueue()
  try {
    const failures = await withDatabase(config, (db) =>
      makeAll({ db, now: () => new Date(), store, pictures }),
    )
    console.log(failures === 0 ? 'All pictures have their widths.' : `${failures} pictures have none.`)
    if (failures > 0) process.exitCode = 1
  } finally {
    await pictures.close()
  }
})

/** Answers how many pictures are gone or damaged. */
async function makeAll(context: Parameters<typeof makeMissingVariants>[0]): Promise<number> {
  let [after, made, failures]: [string | null, number, number] = [null, 0, 0]
  do {
    const part = await makeMissingVariants(context, after)
    made += part.made
    failures += part.failed.length
    for (const id of part.failed) console.log(`gone or damaged: ${id}`)
    if (part.last !== null) console.log(`${made} made`)
    after = part.last
  } while (after !== null)
  return failures
}
