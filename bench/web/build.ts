import { execFileSync } from 'node:child_process'

/** In a step of its own: a server that builds at its start may take longer than anybody waits for it. */
export function buildIfNeeded(root: string): void {
  execFileSync(process.execPath, ['scripts/build.mjs', '--if-needed'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
  })
}
