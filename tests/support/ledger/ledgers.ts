import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { POSTGRES_URL } from '@/tests/support/database/test-database'
import { canRunSolanaNode, type SolanaNode, startSolanaNode } from './solana-node'

interface Started {
  app: TestApp
  /** Null: the ledger is the embedded one. */
  node: SolanaNode | null
  stop(): Promise<void>
}

/** An app on each ledger that can run on this machine, by its name; on Postgres on the embedded one alone. */
export const LEDGERS: [name: string, start: (env?: Record<string, string>) => Promise<Started>][] = [
  [
    'the embedded ledger',
    async (env = {}) => {
      const app = await startTestApp({ env })
      return { app, node: null, stop: app.close }
    },
  ],
]

// What a node does is the same on every database: it is told once.
if (canRunSolanaNode && POSTGRES_URL === undefined) {
  LEDGERS.push([
    'a Solana node',
    async (env = {}) => {
      const node = await startSolanaNode()
      const app = await startTestApp({ env, node })
      return {
        app,
        node,
        async stop() {
          await app.close()
          await node.stop()
        },
      }
    },
  ])
}
