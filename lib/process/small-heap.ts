import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

// A process that only starts lets its heap grow to what starting takes, and keeps it. For that moment it grows slowly.
setFlagsFromString('--semi-space-growth-factor=1')
setFlagsFromString('--optimize-for-size')

// pg asks where it runs: by the name, as Node 21 and newer have it, and otherwise by making a `Response`, which loads
// nine megabytes that nothing here uses.
if (!('navigator' in globalThis)) {
  Object.defineProperty(globalThis, 'navigator', { value: { userAgent: `Node.js/${process.version}` } })
}

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
  }, STARTED_MS).unref()
}
