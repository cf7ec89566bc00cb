// Writes users, creators, tiers and posts to a file: with it and the chain, `access:rebuild` restores who bought what.
import { open, rm } from 'node:fs/promises'
import { CommandRefusal, runCommandWithFile } from '@/lib/process/command'
import { writeExport } from '@/lib/restore/write-export'

/** It holds the bodies of posts and the key that tells what payments were for. */
const OWNER_ONLY = 0o600

await runCommandWithFile('Usage: npm run db:export -- <file>', async ({ db, platformWallet, now }, path) => {
  const file = await open(path, 'wx', OWNER_ONLY).catch((error: Error) => {
    throw new CommandRefusal(error.message)
  })
  try {
    const lines = await writeExport(db, { now: now(), platformWallet }, (line) => file.appendFile(line))
    await file.sync()
    console.log(
      `${path}: ${lines} lines, readable by its owner alone. Keep it secret: it holds posts and a key.`,
    )
    return true
  } catch (error) {
    await rm(path)
    throw error
  } finally {
    await file.close()
  }
})
