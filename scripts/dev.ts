// The same app with hot reload.
import { spawnSync } from 'node:child_process'

process.env.NEXT_TELEMETRY_DISABLED ??= '1'
Object.assign(process.env, { NODE_ENV: 'development' })

const demo = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/demo.ts', '--first-start'], {
  stdio: 'inherit',
})
if (demo.status !== 0) process.exit(demo.status ?? 1)
await import('../server')
