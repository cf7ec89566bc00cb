import { canRunSolanaNode, type SolanaNode, startSolanaNode } from './solana-node'
import { startTestApp, type TestApp } from './start-app'

interface Started {
  app: TestApp
  /** Null: the ledger is the embedded one. */
  node: SolanaNode | null
  stop(): Promise<void>
}

/** An app on each ledger that can run on this machine, by its name. */
export const LEDGERS: [name: string, start: (env?: Record<string, string>) => Promise<Started>][] = [
  [
    'the embedded ledger',
    async (env = {}) => {
      const app = await startTestApp({ env })
      return { app, node: null, stop: app.close }
    },
  ],
]

if (canRunSolanaNode) {
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
