import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { Redis } from 'ioredis'
import { freePort } from '@/tests/support/processes/free-port'

export const HAS_REDIS = spawnSync('redis-server', ['--version']).status === 0

/** A Redis server of the test's own, to be stopped, killed and emptied at will. */
export class TestRedis {
  readonly port: number
  readonly url: string
  #child: ChildProcess | null = null

  private constructor(port: number) {
    this.port = port
    this.url = `redis://127.0.0.1:${port}`
  }

  static async start(): Promise<TestRedis> {
    const redis = new TestRedis(await freePort())
    await redis.start()
    return redis
  }

  /** Resolves when it answers. */
  async start(): Promise<void> {
    this.#child = spawn(
      'redis-server',
      ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
      { stdio: 'ignore' },
    )
    await this.ask(async (client) => client.ping())
  }

  async kill(): Promise<void> {
    const child = this.#child
    this.#child = null
    if (child === null || child.exitCode !== null) return
    const exited = once(child, 'exit')
    child.kill('SIGCONT')
    child.kill('SIGKILL')
    await exited
  }

  /** It keeps its connections and says nothing more. */
  pause(): void {
    this.#child?.kill('SIGSTOP')
  }

  resume(): void {
    this.#child?.kill('SIGCONT')
  }

  /** The copy of a server that is not there: it takes no writes, and passes on to nobody what is published elsewhere. */
  async follow(): Promise<void> {
    await this.ask((client) => client.replicaof('127.0.0.1', '1'))
  }

  async lead(): Promise<void> {
    await this.ask((client) => client.replicaof('NO', 'ONE'))
  }

  async ask<T>(question: (client: Redis) => Promise<T>): Promise<T> {
    const client = new Redis(this.url, { retryStrategy: () => 20, maxRetriesPerRequest: null })
    client.on('error', () => {})
    try {
      return await question(client)
    } finally {
      client.disconnect()
    }
  }
}
