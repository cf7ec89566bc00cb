import { defineConfig } from '@playwright/test'
import { launchOptions } from './support/browser'

export default defineConfig({
  testDir: '.',
  testMatch: ['process/*.spec.ts', 'stories/*.spec.ts'],
  globalSetup: './support/global-setup.ts',
  // Two cores: one for the server, one for a browser.
  workers: 2,
  fullyParallel: false,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [
    ['list'],
    ['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ?? '../test-results/report.json' }],
  ],
  outputDir: '../test-results',
  use: { launchOptions, screenshot: 'only-on-failure' },
})
