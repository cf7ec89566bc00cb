import { existsSync } from 'node:fs'
import type { LaunchOptions } from '@playwright/test'

const asRoot = process.getuid?.() === 0

/** How every test starts Chromium. `CHROMIUM_PATH` is set by scripts/browser.mjs when it is not Playwright's own. */
export const launchOptions: LaunchOptions = {
  ...(process.env.CHROMIUM_PATH && existsSync(process.env.CHROMIUM_PATH)
    ? { executablePath: process.env.CHROMIUM_PATH }
    : {}),
  args: [
    ...(asRoot ? ['--no-sandbox'] : []),
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
}
