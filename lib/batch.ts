const KEYS_MAX = 500

interface Waiting<Value> {
  promise: Promise<Value>
  resolve: (value: Value) => void
  reject: (error: unknown) => void
}

interface BatchOptions {
  /** Keys of one load. */
  keysMax?: number
  /** From the beginning of one load to that of the next: under load fewer and larger ones, at rest no delay. */
  everyMs?: number
}

/**
 * Answers many questions that come at the same time with one `load`. A question that comes while a load runs waits
 * for the next one: its answer is never older than the question. `load` answers a value for each key; one that fails
 * fails those who asked in it and nobody else.
 */
export function batched<Key extends string, Value>(
  load: (keys: Key[]) => Promise<(key: Key) => Value>,
  { keysMax = KEYS_MAX, everyMs = 0 }: BatchOptions = {},
): (key: Key) => Promise<Value> {
  let waiting = new Map<Key, Waiting<Value>>()
  let isRunning = false
  let nextAt = 0

  async function run(): Promise<void> {
    while (waiting.size > 0) {
      // What else this turn of the event loop asks for is answered with it. Waiting for less would be too little: an
      // embedded database answers before the next of a thousand sockets is even looked at.
      const pauseMs = nextAt - performance.now()
      await new Promise<void>((resolve) => {
        if (pauseMs > 0) setTimeout(resolve, pauseMs)
        else setImmediate(resolve)
      })
      nextAt = performance.now() + everyMs
      const portion = take()
      try {
        const answer = await load([...portion.keys()])
        for (const [key, { resolve }] of portion) resolve(answer(key))
      } catch (error) {
        for (const { reject } of portion.values()) reject(error)
      }
    }
    isRunning = false
  }

  function take(): Map<Key, Waiting<Value>> {
    if (waiting.size <= keysMax) {
      const all = waiting
      waiting = new Map()
      return all
    }
    const portion = new Map([...waiting].slice(0, keysMax))
    for (const key of portion.keys()) waiting.delete(key)
    return portion
  }

  return (key) => {
    const known = waiting.get(key)
    if (known !== undefined) return known.promise
    const entry = newWaiting<Value>()
    waiting.set(key, entry)
    if (!isRunning) {
      isRunning = true
      void run()
    }
    return entry.promise
  }
}

function newWaiting<Value>(): Waiting<Value> {
  const entry = {} as Waiting<Value>
  entry.promise = new Promise((resolve, reject) => Object.assign(entry, { resolve, reject }))
  return entry
}
