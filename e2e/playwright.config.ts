import { defineConfig } from '@playwright/test'
import { launchOptions } from './support/browser'

export default defineConfig({
  testDir: '.',
  projects: [
    {
      name: 'production',
      testMatch: ['process/{production,api-parity,kept-pages}.spec.ts', 'stories/*.spec.ts'],
    },
    // Edits a source while it runs: a server started meanwhile would take itself for out of date and build again.
    { name: 'dev', testMatch: ['process/dev.spec.ts'], dependencies: ['production'] },
  ],
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
