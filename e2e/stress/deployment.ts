import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { createPostgresDatabase } from '../../tests/support/database/postgres'
import { HAS_REDIS, TestRedis } from '../../tests/support/database/redis'
import { type RunningServer, startServer } from '../../tests/support/e2e/server'
import { freePort } from '../../tests/support/processes/free-port'

/** One process of the deployment, which may be dead for a moment. */
export class Member {
  server: RunningServer | null = null
  readonly role: 'web' | 'ws'
  readonly port: number
  private readonly env: Record<string, string>
  private readonly dataDir: string

  constructor(role: 'web' | 'ws', port: number, env: Record<string, string>, dataDir: string) {
    this.role = role
    this.port = port
    this.env = env
    this.dataDir = dataDir
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  get wsUrl(): string {
    return `ws://127.0.0.1:${this.port}/ws`
  }

  async start(): Promise<void> {
    const env = { ...this.env, FONANA_ROLE: this.role }
    this.server = await startServer({ env, dataDir: this.dataDir, port: this.port })
    this.server.ignoreOutput()
  }

  async kill(): Promise<void> {
    const server = this.server
    this.server = null
    await server?.stop('SIGKILL')
  }
}

export interface Deployment {
  members: Member[]
  redis: TestRedis
  sql: pg.Pool
  stop(): Promise<void>
}

/** Null, with the reason said, where this machine has not what it takes. */
export async function startDeployment(): Promise<Deployment | null> {
  if (!HAS_REDIS) {
    console.log('SKIPPED: stress, there is no redis-server to start')
    return null
  }
  const database = await createPostgresDatabase().catch(() => null)
  if (database === null) {
    console.log('SKIPPED: stress, no Postgres answers')
    return null
  }
  const redis = await TestRedis.start()
  const dataDir = mkdtempSync(join(tmpdir(), 'fonana-stress-'))
  const ports = [await freePort(), await freePort(), await freePort(), await freePort()]
  const env = {
    DATABASE_URL: database.url,
    REDIS_URL: redis.url,
    JWT_SECRET: randomBytes(32).toString('base64url'),
    LEDGER: 'embedded',
    RATE_LIMIT: 'off',
  }
  const members = ports.map((port, index) => new Member(index < 2 ? 'web' : 'ws', port, env, dataDir))
  const sql = new pg.Pool({ connectionString: database.url, max: 2 })
  sql.on('error', () => {})
  for (const member of members) await member.start()
  return {
    members,
    redis,
    sql,
    async stop() {
      for (const member of members) await member.kill()
      await redis.kill()
      await sql.end()
      await database.drop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
