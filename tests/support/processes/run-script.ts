import { execFile } from 'node:child_process'
import { bundleFile, SHORT_LIFE } from './bundled-process'

export interface Ended {
  code: number
  out: string
  /** Without the last line break. */
  err: string
}

/** One of `scripts` as its command runs it, without the time that TypeScript takes. */
export async function runScript(
  script: string,
  env: Record<string, string>,
  ...args: string[]
): Promise<Ended> {
  const path = await bundleFile(`scripts/${script}.ts`)
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [...SHORT_LIFE, path, ...args],
      { env: { ...process.env, NODE_ENV: 'production', ...env } },
      (error, out, err) => resolve({ code: error === null ? 0 : Number(error.code), out, err: err.trim() }),
    )
  })
}
