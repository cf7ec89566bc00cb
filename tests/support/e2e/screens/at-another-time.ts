import { fileURLToPath } from 'node:url'

const CLOCK = new URL('moved-clock.mjs', import.meta.url)

/** Settings with which a server that is started now believes that it is that moment. */
export function atAnotherTime(moment: string): Record<string, string> {
  return {
    NODE_OPTIONS: `--import ${fileURLToPath(CLOCK)}`,
    CLOCK_MOVED_BY_MS: String(Date.parse(moment) - Date.now()),
  }
}
