import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { freePort } from '@/tests/support/processes/free-port'

export const HAS_PGBOUNCER = spawnSync('pgbouncer', ['--version']).status === 0

/** A PgBouncer before the server of the tests. */
export class Pgbouncer {
  readonly #folder: string
  readonly #child: ChildProcess
  readonly #port: number

  private constructor(folder: string, child: ChildProcess, port: number) {
    this.#folder = folder
    this.#child = child
    this.#port = port
  }

  static async start(serverUrl: string, mode: 'transaction' | 'session'): Promise<Pgbouncer> {
    const server = new URL(serverUrl)
    const folder = mkdtempSync(join(tmpdir(), 'fonana-pgbouncer-'))
    // It refuses to run as root.
    chmodSync(folder, 0o755)
    const port = await freePort()
    const [file, users] = [join(folder, 'pgbouncer.ini'), join(folder, 'users')]
    writeFileSync(users, `"${server.username}" "${server.password}"\n`)
    writeFileSync(
      file,
      `[databases]
* = host=${server.hostname} port=${server.port || 5432}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = trust
auth_file = ${users}
pool_mode = ${mode}
default_pool_size = 5
`,
    )
    const user = process.getuid?.() === 0 ? ['-u', 'postgres'] : []
    const child = spawn('pgbouncer', [...user, file], { stdio: 'ignore' })
    const bouncer = new Pgbouncer(folder, child, port)
    await bouncer.#answering(serverUrl)
    return bouncer
  }

  /** The same database by way of the pooler. */
  urlOf(url: string): string {
    const through = new URL(url)
    through.host = `127.0.0.1:${this.#port}`
    return through.href
  }

  async stop(): Promise<void> {
    const exited = once(this.#child, 'exit')
    if (this.#child.exitCode === null && this.#child.kill('SIGKILL')) await exited
    rmSync(this.#folder, { recursive: true, force: true })
  }

  async #answering(serverUrl: string): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      const client = new pg.Client({ connectionString: this.urlOf(serverUrl) })
      client.on('error', () => {})
      try {
        await client.connect()
        await client.end()
        return
      } catch (error) {
        if (tries === 100) throw error
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    }
  }
}
