import { execFile } from 'node:child_process'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

export interface Pm2Process {
  name: string
  pid: number
  restarts: number
  isOnline: boolean
}

/** A PM2 with a home of its own: it knows nothing of any other on this machine. */
export class Pm2 {
  readonly #env: NodeJS.ProcessEnv

  constructor(folder: string, ports: { app: number; socket: number }) {
    this.#env = {
      ...process.env,
      PM2_HOME: join(folder, 'pm2'),
      FONANA_ENV: join(folder, 'fonana.env'),
      FONANA_LOGS: join(folder, 'logs'),
      FONANA_PORTS: String(ports.app),
      FONANA_WS_PORT: String(ports.socket),
    }
  }

  start(): Promise<string> {
    return this.#run('start', 'deploy/pm2/ecosystem.config.cjs')
  }

  /** Ends the processes and PM2 itself. */
  stop(): Promise<string> {
    return this.#run('kill')
  }

  async process(name: string): Promise<Pm2Process> {
    const text = await this.#run('jlist')
    const list = JSON.parse(text.slice(text.indexOf('['))) as {
      name: string
      pid: number
      pm2_env: { restart_time: number; status: string }
    }[]
    const found = list.find((entry) => entry.name === name)
    if (found === undefined) throw new Error(`PM2 has no ${name}`)
    const { restart_time, status } = found.pm2_env
    return { name, pid: found.pid, restarts: restart_time, isOnline: status === 'online' }
  }

  async #run(...args: string[]): Promise<string> {
    const { stdout } = await run(
      process.execPath,
      [resolve('node_modules/pm2/bin/pm2'), '--silent', ...args],
      {
        env: this.#env,
      },
    )
    return stdout
  }
}
