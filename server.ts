import { run } from '@/lib/process/run'
import { growAsUsualSoon } from '@/lib/process/small-heap'

// Loaded when it is known what is needed: the socket alone does without Next and without a ledger.
await run(async (config, log) => {
  const role =
    config.role === 'ws'
      ? await import('@/lib/process/socket-process')
      : await import('@/lib/process/app-process')
  await role.serve(config, log)
})
growAsUsualSoon()
