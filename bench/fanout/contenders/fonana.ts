import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { readConfig } from '@/lib/config'
import { type Database, openDatabase } from '@/lib/db/database'
import { importJwtKey } from '@/lib/domain/accounts/sessions'
import { openLog } from '@/lib/process/open-log'
import { openRealtime } from '@/lib/process/open-realtime'
import { MemoryBroker } from '@/lib/realtime/broker/broker-memory'
import { AUTHOR_ID, CONNECTIONS, POSTS, postIdOf, SECRET, userIdOf, walletOf } from '../plan'
import { type Contender, microseconds } from './contender'

/** The product's socket with everything on, on a database of its own. */
export async function openFonana(): Promise<Contender> {
  const folder = mkdtempSync(join(tmpdir(), 'fonana-bench-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  const db = await openDatabase({ url: undefined, folder })
  await fill(db)
  const broker = new MemoryBroker()
  const realtime = openRealtime({
    config: readConfig({ DATA_DIR: folder, RATE_LIMIT: 'on' }),
    db,
    broker,
    log: (await openLog({ readable: false })).log,
    now: () => new Date(),
    jwtKey: await importJwtKey(SECRET),
    tokenTtlSeconds: 3_600,
  })
  let committedAt = 0
  db.onCommit((events) => {
    committedAt = microseconds()
    broker.publish(events)
  })
  const http = createServer().on('upgrade', (request, socket, head) =>
    realtime.handleUpgrade(request, socket, head),
  )
  return {
    start: () =>
      new Promise((resolve) => {
        http.listen(0, '127.0.0.1', () => resolve((http.address() as AddressInfo).port))
      }),
    publish: (event) => broker.publish([event]),
    async commit(postIndex) {
      await db.transact(async (tx) => {
        const data = { postId: postIdOf(postIndex), commentId: postIdOf(postIndex), commentsCount: 1 }
        tx.emit('comment_deleted', data, { authorId: AUTHOR_ID })
      })
      return committedAt
    },
  }
}

/** All that connect, and the posts whose channels they read. */
async function fill(db: Database): Promise<void> {
  const users = Array.from({ length: CONNECTIONS }, (_, index) => ({
    id: userIdOf(index),
    wallet: walletOf(index),
  }))
  users.push({ id: AUTHOR_ID, wallet: 'author' })
  const posts = Array.from({ length: POSTS }, (_, index) => ({ id: postIdOf(index) }))
  await db.transact(async (tx) => {
    await tx.sql.execute(sql`insert into users (id, wallet)
      select id, wallet from jsonb_to_recordset(${JSON.stringify(users)}::jsonb) as x(id uuid, wallet text)`)
    await tx.sql.execute(sql`insert into creators (id, handle) values (${AUTHOR_ID}, 'author')`)
    await tx.sql.execute(sql`insert into posts (id, author_id, title, teaser, body)
      select id, ${AUTHOR_ID}, 'x', 'x', 'x' from jsonb_to_recordset(${JSON.stringify(posts)}::jsonb) as x(id uuid)`)
  })
}
