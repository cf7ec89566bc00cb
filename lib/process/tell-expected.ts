import { isUnavailable } from '@/lib/errors'

/** Errors that say in one line what whoever called a command can do. */
const EXPECTED = new Set(['ConfigError', 'FolderLockedError', 'ExportError', 'CommandRefusal'])

/** Runs a command. What can be expected to go wrong is printed as one line, and the exit code is 1. */
export async function tellExpected(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Error) || !isExpected(error)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}

function isExpected(error: Error): boolean {
  return EXPECTED.has(error.name) || isUnavailable(error)
}
