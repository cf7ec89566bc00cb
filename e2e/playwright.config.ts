import { defineConfig } from '@playwright/test'
import { launchOptions } from '../tests/support/e2e/browser'

export default defineConfig({
  testDir: '.',
  testMatch: ['process/*.spec.ts', 'stories/*.spec.ts'],
  globalSetup: '../tests/support/e2e/global-setup.ts',
  // Two cores: one for the server, one for a browser.
  workers: 2,
  fullyParallel: false,
  // Deadlines, not durations: on a busy machine the same takes several times as long.
  timeout: 240_000,
  expect: { timeout: 20_000 },
  reporter: [
    ['list'],
    ['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ?? '../test-results/report.json' }],
  ],
  outputDir: '../test-results',
  use: { launchOptions, screenshot: 'only-on-failure', actionTimeout: 60_000 },
})
