// What a search and its suggestions cost among a million posts: p50 and p99 of each kind of query, one after the other on
// one connection, beside a read of one post. On a Postgres database of its own, which it fills; and how long the
// migration takes that makes what was written before it found.
import { readFileSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import { type Database, openDatabase } from '../lib/db/database'
import { grownBy, seedGrown } from '../lib/demo/grown'
import { getPost } from '../lib/domain/posts/posts'
import { searchCreators, searchPosts } from '../lib/domain/search/search'
import { suggest } from '../lib/domain/search/suggestions'
import { sceneOf } from '../tests/support/database/grown-reads'
import { createPostgresDatabase, onServer } from '../tests/support/database/postgres'
import { machine } from './load'
import { quantileOf } from './quantiles'
import { watchMachine } from './web/busy'

const POSTS = Number(process.argv[2] ?? 1_000_000)
const VOCABULARY = 60_000
const TIMES = 300
const WARM_UP = 20
const SEARCH_AIM_MS = 50
const SUGGEST_AIM_MS = 30

/** In parts of five words that are put together anew: quick to make, and the words are as common as they would be. */
const PARTS = 200_000
/**
 * Words as often as in a language: the second half as often as the first, the third a third of it, and so on. Then posts of
 * two years, by all creators, beside those that the database was filled with.
 */
const FILL = `
  create function word_no(n int) returns text language sql immutable as $$
    select string_agg(substr('bakelimonuparesitovagodufijahezywocuty', 1 + 2 * ((n / (19 ^ place)::int) % 19), 2), '' order by place)
      from generate_series(0, 4) place where place < 2 or n >= (19 ^ place)::int $$;
  create table parts as select n, string_agg(word_no(floor(exp(random() * ln(${VOCABULARY})))::int), ' ') as words
    from generate_series(0, ${PARTS - 1}) n, generate_series(1, 5) word group by n;
  create unique index on parts (n);
  create table authors as select row_number() over (order by id) - 1 as n, id from creators;
  alter table posts disable trigger posts_found;
  insert into posts (id, author_id, title, teaser, body, tags, min_tier, price_lamports, likes_count, created_at)
    select (lpad(to_hex(at), 12, '0') || '7abc8' || lpad(to_hex(post.n), 15, '0'))::uuid, a.id, p1.words, p2.words || ' ' || p3.words,
      repeat('Body of ' || post.n || '. ', 20), array[split_part(p4.words, ' ', 1), split_part(p4.words, ' ', 2)],
      case when post.n % 3 = 0 then 'basic' end, case when post.n % 4 = 0 then 5000000 end, post.n % 7, to_timestamp(at / 1000.0)
    from (select n, (extract(epoch from now()) * 1000 - (${POSTS} - n)::bigint * 63072000000 / ${POSTS})::bigint as at
      from generate_series(1, ${POSTS}) n) post
    join authors a on a.n = post.n * 7 % (select count(*) from authors)
    join parts p1 on p1.n = post.n * 7919::bigint % ${PARTS} join parts p2 on p2.n = post.n * 104729::bigint % ${PARTS}
    join parts p3 on p3.n = post.n * 15485863::bigint % ${PARTS} join parts p4 on p4.n = post.n * 49979687::bigint % ${PARTS};
  alter table posts enable trigger posts_found;
  delete from post_search; delete from search_vocabulary; drop index post_search_words`

console.log(machine())
const postgres = await createPostgresDatabase()
const db = await openDatabase({ url: postgres.url, folder: '' })
const busy = watchMachine()
try {
  const { starId, fanId } = await seedGrown(db, {
    ...grownBy(1_000),
    users: POSTS / 20,
    creators: POSTS / 500,
  })
  await onServer(postgres.url, FILL)
  await postgres.vacuum()
  const startedAt = performance.now()
  const migration = readFileSync('lib/db/migrations/0026_searched_before.sql', 'utf8')
  for (const statement of migration.split('--> statement-breakpoint')) await onServer(postgres.url, statement)
  console.log(`${POSTS} posts made found in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`)
  await postgres.vacuum()
  const context = { db, now: () => new Date() }
  const scene = await sceneOf(context, starId, fanId)
  await time('yardstick: a post', Number.NaN, () => getPost(scene, scene.fan, scene.postId))
  for (const [name, draw] of Object.entries(await queries(db))) {
    await time(`search: ${name}`, SEARCH_AIM_MS, () =>
      searchPosts(scene, scene.fan, { q: draw(), limit: 20 }),
    )
    await time(`suggestions: ${name}`, SUGGEST_AIM_MS, () => suggest(scene, draw()))
  }
  const common = wordAt(2)
  let cursor: string | undefined
  for (let page = 0; page < 100; page += 1)
    cursor =
      (await searchPosts(scene, null, { q: await common(db), limit: 20, cursor })).nextCursor ?? undefined
  const word = await common(db)
  await time('search: a common word, page 100', SEARCH_AIM_MS, () =>
    searchPosts(scene, scene.fan, { q: word, limit: 20, cursor }),
  )
  await time('search: creators', SEARCH_AIM_MS, () => searchCreators(scene, { q: 'somebody 12', limit: 20 }))
  console.log(busy())
} finally {
  await db.close()
  await postgres.drop()
}

async function time(name: string, aim: number, work: () => Promise<unknown>): Promise<void> {
  const times: number[] = []
  for (let n = -WARM_UP; n < TIMES; n += 1) {
    const startedAt = performance.now()
    await work()
    if (n >= 0) times.push(performance.now() - startedAt)
  }
  const p99 = quantileOf(times, 0.99)
  const figures = `p50 ${quantileOf(times, 0.5).toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`
  console.log(`${name.padEnd(52)} ${figures}${p99 > aim ? '  above the aim' : ''}`)
}

/** The word of that rank. */
function wordAt(rank: number): (db: Database) => Promise<string> {
  return async ({ read }) => {
    const [row] = await read
      .select({ word: sql<string>`word` })
      .from(sql`(select word_no(${rank}) as word) w`)
    return row?.word ?? ''
  }
}

/** Each draws another query every time. */
async function queries({ read }: Database): Promise<Record<string, () => string>> {
  const rows = await read
    .select({ rank: sql<number>`n`, word: sql<string>`word_no(n)` })
    .from(sql`generate_series(1, ${VOCABULARY - 1}::int) n`)
  const words = rows.map(({ word }) => word)
  let drawn = 1
  // The same in each run: https://en.wikipedia.org/wiki/Lehmer_random_number_generator
  const chance = () => {
    drawn = (drawn * 48_271) % 2_147_483_647
    return drawn / 2_147_483_647
  }
  const between = (from: number, to: number) => words[Math.floor(from + chance() * (to - from))] ?? ''
  const [common, usual, rare] = [
    () => between(0, 30),
    () => between(300, 1_500),
    () => between(20_000, 59_000),
  ]
  const wrong = (word: string) => {
    const at = 1 + Math.floor(chance() * (word.length - 2))
    return word.slice(0, at) + word.slice(at + 1)
  }
  return {
    'a common word': common,
    'a usual word': usual,
    'a rare word': rare,
    'two common words': () => `${common()} ${common()}`,
    'three usual words': () => `${usual()} ${usual()} ${usual()}`,
    'a common and a rare word': () => `${common()} ${rare()}`,
    'a beginning of one letter': () => usual().slice(0, 1),
    'a beginning of three letters': () => usual().slice(0, 3),
    'a rare word and a beginning of one letter': () => `${rare()} ${usual().slice(0, 1)}`,
    'a usual word and a beginning of three letters': () => `${usual()} ${usual().slice(0, 3)}`,
    'a word with a typo': () => wrong(rare()),
    'a usual word, a word with a typo': () => `${usual()} ${wrong(rare())}`,
    'a word that nobody wrote': () => `${rare()}${rare()}`,
  }
}
