import { defineConfig } from '@playwright/test'
import base from '../playwright.config'

/** The socket's stories once more, through nginx, TLS and the processes that PM2 keeps; then what only stands there. */
export default defineConfig({
  ...base,
  testDir: '..',
  projects: [
    { name: 'stories', testMatch: ['stories/live.spec.ts'] },
    { name: 'deploy', testMatch: ['deploy/*.spec.ts'], dependencies: ['stories'] },
  ],
  globalSetup: './global-setup.ts',
  workers: 1,
  outputDir: '../../test-results/deploy',
  use: { ...base.use, ignoreHTTPSErrors: true },
})
