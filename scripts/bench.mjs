// Runs a bench, `main-job` unless another is named, in a process of its own, with a browser that is found or installed.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { findBrowser } from './browser.mjs'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
const env = { ...process.env, CHROMIUM_PATH: await findBrowser() }
const { status } = spawnSync(
  process.execPath,
  ['--import', 'tsx', `bench/${process.argv[2] ?? 'main-job'}.ts`, ...process.argv.slice(3)],
  {
    stdio: 'inherit',
    env,
  },
)
process.exitCode = status ?? 1
