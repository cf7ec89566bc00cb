import { defineConfig } from '@playwright/test'
import base from '../playwright.config'

/** The app with hot reload, on a copy of the sources that the tests may edit. */
export default defineConfig({
  ...base,
  testDir: '.',
  testMatch: '*.spec.ts',
  globalSetup: undefined,
  workers: 1,
  timeout: 180_000,
  outputDir: '../../test-results/development',
})
