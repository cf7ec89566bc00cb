import { runInNewContext } from 'node:vm'
import { build } from 'esbuild'
import { expect, it } from 'vitest'

/** As a script that tsx runs has it. */
async function compiled(keepNames: boolean): Promise<typeof import('./wallet')> {
  const { outputFiles } = await build({
    entryPoints: ['tests/support/e2e/wallet.ts'],
    bundle: true,
    format: 'esm',
    platform: 'node',
    keepNames,
    write: false,
  })
  return import(`data:text/javascript,${encodeURIComponent(outputFiles[0]?.text ?? '')}`)
}

it.each([true, false])('registers itself in a page, when names are kept: %s', async (keepNames) => {
  const { installWallet, TEST_WALLET_NAME } = await compiled(keepNames)
  const scripts: string[] = []
  const context = {
    exposeFunction: async () => {},
    addInitScript: async (script: string) => scripts.push(script),
  }
  await installWallet(context as unknown as Parameters<typeof installWallet>[0])
  const registered: { name: string; features: object }[] = []
  const window = Object.assign(new EventTarget(), {
    testWalletSignMessage: async (bytes: number[]) => bytes,
  })
  window.addEventListener('wallet-standard:register-wallet', (event) => {
    const { detail } = event as CustomEvent
    detail({ register: (wallet: (typeof registered)[number]) => registered.push(wallet) })
  })
  for (const script of scripts) runInNewContext(script, { window, CustomEvent })
  expect(registered.map(({ name }) => name)).toEqual([TEST_WALLET_NAME])
  expect(Object.keys(registered[0]?.features ?? {})).toContain('solana:signIn')
})
