import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const alias = {
  '@': fileURLToPath(new URL('.', import.meta.url)),
  // As browsers have it: what sends files runs there alone.
  'tus-js-client': 'tus-js-client/lib.es5/browser/index.js',
}

/** What is the same on every database, and so is not run again on Postgres. */
const KNOWS_NO_SQL = [
  'tests/client/**',
  'tests/ledger/**',
  'tests/media/bucket-{faults,store}.test.ts',
  'tests/accounts/tokens.test.ts',
  'tests/http/{api-serving,origin,rate-limits}.test.ts',
  'tests/money/{purchase-attacks,rolled-back-payments}.test.ts',
  'tests/process/{open-ledger,settings}.test.ts',
  'tests/realtime/{handshake,lifetime,limits,pressure}.test.ts',
  'tests/restore/access-rebuild-node.test.ts',
]

/** A deadline, not a duration: it only costs where something is broken. */
const DEADLINE_MS = 60_000

export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{lib,components,scripts,tests/support}/**/*.test.{ts,tsx}'],
          testTimeout: DEADLINE_MS,
          // The code is loaded once per worker: that takes a third of the time.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/support/**', ...(process.env.TEST_DATABASE_URL === undefined ? [] : KNOWS_NO_SQL)],
          globalSetup: ['tests/support/global-setup.ts'],
          // Each file opens a database and a ledger of its own.
          maxWorkers: 2,
          isolate: false,
          testTimeout: DEADLINE_MS,
          hookTimeout: DEADLINE_MS,
        },
      },
    ],
  },
})
