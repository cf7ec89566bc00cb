import { spawnSync } from 'node:child_process'
import { cpus } from 'node:os'
import { CONNECTIONS } from './plan'
import { printReport } from './report'
import { type Figures, runRound, type Sizes } from './round'

const FULL: Sizes = {
  bursts: [
    { events: 20, thousand: 8, all: 3 },
    { events: 100, thousand: 2, all: 0 },
  ],
  oneByOne: { thousand: 200, all: 40 },
  sparse: 10,
  steady: 60,
  connections: CONNECTIONS,
}
const QUICK: Sizes = {
  bursts: [
    { events: 20, thousand: 4, all: 1 },
    { events: 100, thousand: 1, all: 0 },
  ],
  oneByOne: { thousand: 50, all: 10 },
  sparse: 3,
  steady: 20,
  connections: 2_000,
}

/** `--quick` is for seeing that it runs; its figures say little. `--rounds=n` asks for more or fewer of them. */
export async function runBench(args: readonly string[]): Promise<void> {
  const quick = args.includes('--quick')
  const rounds = Number(
    args.find((arg) => arg.startsWith('--rounds='))?.slice('--rounds='.length) ?? (quick ? 1 : 5),
  )
  const sizes = quick ? QUICK : FULL
  const pinned = cpus().length > 1 && spawnSync('taskset', ['-V']).status === 0
  const cores = pinned ? { server: 0, generator: 1 } : { server: null, generator: null }
  console.log(
    `${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}, ` +
      `${rounds} rounds, ${pinned ? 'servers on core 0, generator on core 1' : 'not pinned'}\n`,
  )
  const figures: Figures = new Map()
  for (let round = 0; round < rounds; round += 1) {
    const begin = performance.now()
    await runRound(sizes, cores, round, figures)
    console.error(`round ${round + 1}: ${((performance.now() - begin) / 1000).toFixed(0)} s`)
  }
  printReport(figures, sizes.connections)
}
