import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import autocannon from 'autocannon'

export interface Load {
  url: string
  requests: autocannon.Request[]
  seconds: number
}

const CONNECTIONS = 10

/** Answers a second over ten connections. Throws when one of them was not a success. */
export async function answersPerSecond({ url, requests, seconds }: Load): Promise<number> {
  let clients = 0
  const result = await autocannon({
    url,
    requests,
    connections: CONNECTIONS,
    duration: seconds,
    // Each begins elsewhere, so that they do not all do the same at the same time.
    setupClient(client) {
      const start = Math.floor((clients * requests.length) / CONNECTIONS)
      clients += 1
      client.setRequests([...requests.slice(start), ...requests.slice(0, start)])
    },
  })
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${url} ${requests[0]?.path}: ${result.non2xx} refused, ${result.errors} failed`)
  }
  return result.requests.total / result.duration
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

export function residentMegabytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024
}

/** Processor time of all threads of a process since its start. */
export function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / 100
}

/** Server and load on cores of their own, where there are several and the tool is there. */
export function pin(pid: number, core: number): void {
  if (cpus().length < 2) return
  try {
    execFileSync('taskset', ['-a', '-c', '-p', String(core), String(pid)], { stdio: 'ignore' })
  } catch {
    // Then they share them: the figures are a little lower on both sides.
  }
}

export function machine(): string {
  return `${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}\n`
}
