import { defineConfig } from '@playwright/test'
import base from '../playwright.config'

/** Every screen in every look, held against its sheet: too long for each run of all tests. */
export default defineConfig({
  ...base,
  testDir: '.',
  testMatch: '*.spec.ts',
  globalSetup: undefined,
  workers: 1,
  outputDir: '../../test-results/screens',
})
