import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

// A process that only starts lets its heap grow to what starting takes, and keeps it. For that moment it grows slowly.
setFlagsFromString('--semi-space-growth-factor=1')
setFlagsFromString('--optimize-for-size')
// Each thread that compiles the embedded database keeps the memory of it: one, in place of one for each core.
setFlagsFromString('--wasm-num-compilation-tasks=1')

/** Connections are made in the background. */
const STARTED_MS = 3_000

/** When everything stands the heap grows as usual, and what was only needed to start is given back. */
export function growAsUsualSoon(): void {
  setTimeout(() => {
    setFlagsFromString('--expose-gc')
    const collect: () => void = runInNewContext('gc')
    collect()
    setFlagsFromString('--no-expose-gc')
    setFlagsFromString('--no-optimize-for-size')
    setFlagsFromString('--semi-space-growth-factor=2')
    setFlagsFromString('--wasm-num-compilation-tasks=128')
  }, STARTED_MS).unref()
}
