import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

type Handlers = Record<string, (...args: never[]) => unknown>

interface Call {
  id: number
  method: string
  args: unknown[]
}

interface Answer {
  id: number
  result?: unknown
  error?: string
}

/** In the child: answers what the parent calls. */
export function answerCalls(handlers: Handlers): void {
  process.on('message', async ({ id, method, args }: Call) => {
    try {
      const result = await (handlers[method] as (...all: unknown[]) => unknown)(...args)
      process.send?.({ id, result } satisfies Answer)
    } catch (error) {
      process.send?.({ id, error: error instanceof Error ? error.stack : String(error) } as Answer)
    }
  })
  process.on('disconnect', () => process.exit())
}

/** In the parent: a process of the bench, on a core of its own where there is `taskset`. */
export class Child {
  readonly #process: ChildProcess
  readonly #open = new Map<number, { resolve(value: never): void; reject(error: Error): void }>()
  #calls = 0

  constructor(role: string, core: number | null) {
    const node = [process.execPath, '--expose-gc', process.argv[1] as string, role]
    const [command, ...args] = core === null ? node : ['taskset', '-c', String(core), ...node]
    this.#process = spawn(command as string, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    this.#process.on('message', ({ id, result, error }: Answer) => {
      const call = this.#open.get(id)
      this.#open.delete(id)
      if (error === undefined) call?.resolve(result as never)
      else call?.reject(new Error(`${role}: ${error}`))
    })
    this.#process.on('exit', (code) => {
      for (const { reject } of this.#open.values()) reject(new Error(`${role} ended with ${code}`))
    })
  }

  call<Result>(method: string, ...args: unknown[]): Promise<Result> {
    this.#calls += 1
    const id = this.#calls
    return new Promise<Result>((resolve, reject) => {
      this.#open.set(id, { resolve, reject })
      this.#process.send({ id, method, args } satisfies Call)
    })
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null) return
    const exited = once(this.#process, 'exit')
    // It ends by itself then, and takes its database with it.
    this.#process.disconnect()
    await exited
  }
}
