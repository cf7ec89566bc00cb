import { type ChildProcess, spawn } from 'node:child_process'
import { bundleProcess, SHORT_LIFE } from './bundled-process'

export interface Child {
  readonly process: ChildProcess
  /** Whole lines that it has printed so far. */
  readonly lines: string[]
  /** Waits until it has printed so many lines. Fails when it ends before. */
  printed(count: number): Promise<void>
  /** Ends it with SIGKILL and waits until it is gone. */
  kill(): Promise<void>
}

/** Runs one of `tests/processes` as a process of its own; `within` is what it is started by, such as a container. */
export async function runProcess(
  name: string,
  args: string[],
  env: Record<string, string> = {},
  within: readonly string[] = [],
): Promise<Child> {
  const words = [...within, process.execPath, ...SHORT_LIFE, await bundleProcess(name), ...args]
  const child = spawn(words[0] ?? '', words.slice(1), {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  })
  const lines: string[] = []
  let rest = ''
  let wake = () => {}
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => {
      resolve()
      wake()
    })
  })
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\n')
    rest = parts.pop() ?? ''
    lines.push(...parts)
    wake()
  })
  return {
    process: child,
    lines,
    async printed(count) {
      while (lines.length < count) {
        if (child.exitCode !== null || child.signalCode !== null) throw new Error(`${name} ended too early`)
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    },
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
