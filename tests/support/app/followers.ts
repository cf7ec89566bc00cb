import { sql } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { newId } from '@/lib/db/ids'
import { creators, users } from '@/lib/db/tables/people'
import { newKeypair } from '@/lib/ledger/keypair'

/** A creator with so many followers, written straight into the tables. Answers the creator's id. */
export async function seedFollowers(db: Database, count: number): Promise<string> {
  const id = newId()
  await db.transact(async (tx) => {
    await tx.sql.insert(users).values({ id, wallet: newKeypair().address, displayName: 'The star' })
    await tx.sql.insert(creators).values({ id, handle: `s${id.slice(-12)}`, followersCount: count })
    await tx.sql.execute(sql`
      with fans as (
        insert into users (id, wallet)
        select gen_random_uuid(), 'wallet of fan ' || n || ' of ' || ${id} from generate_series(1, ${count}::int) n
        returning id
      )
      insert into follows (creator_id, user_id, created_at)
      select ${id}::uuid, id, now() - interval '1 day' from fans`)
  })
  return id
}
