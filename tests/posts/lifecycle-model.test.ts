import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { KeptPost, Post } from '@/lib/schema/posts'
import { type Creator, makeCreator, type Person, signInMany } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { mistakesOf } from '@/tests/support/money/book'
import { buy, fund, giveBack } from '@/tests/support/money/purchases'
import { settleAllRefunds } from '@/tests/support/money/settle-all'

const PRICE = 5_000_000n
const RUNS = Number(process.env.FAST_CHECK_RUNS ?? 6)

let app: TestApp
let creator: Creator
let fans: Person[]
beforeAll(async () => {
  app = await startTestApp()
  creator = await makeCreator(app)
  fans = await signInMany(app, 2)
  await Promise.all([creator, ...fans].map((person) => fund(person, 1_000_000_000_000n)))
})
afterAll(async () => {
  expect(await mistakesOf(app)).toEqual([])
  await app.close()
})

/** A post of which everything is known that anybody may see. */
interface World {
  id: string
  body: string
  version: string
  /** One that was there before; null before the first change. */
  oldVersion: string | null
  isOut: boolean
  listed: boolean
  isGone: boolean
  /** By fan, what they hold it by. */
  held: Map<Person, string>
}

/** How often each is done: where nothing is sold there is little to go wrong. */
const OFTEN = {
  edit: 2,
  editAnOldOne: 1,
  publish: 4,
  unlist: 2,
  list: 3,
  buy: 6,
  giveBack: 4,
  delete: 1,
} as const
type Step = keyof typeof OFTEN
const STEPS = Object.keys(OFTEN) as Step[]

async function patch(world: World, change: object): Promise<void> {
  const post = (await creator.api.patch(`/api/posts/${world.id}`, change)).as(Post)
  if (post.updatedAt !== world.version) world.oldVersion = world.version
  world.version = post.updatedAt
}

const DO: Record<Step, (world: World, fan: Person, number: number) => Promise<void>> = {
  async edit(world, _fan, number) {
    world.body = `Version ${number} of ${world.id}`
    await patch(world, { body: world.body, version: world.version })
  },
  async editAnOldOne(world) {
    if (world.oldVersion === null) return
    const change = { body: 'Lost', version: world.oldVersion }
    ;(await creator.api.patch(`/api/posts/${world.id}`, change)).problem('conflict')
  },
  async publish(world) {
    if (world.isOut) return
    await patch(world, { status: 'published' })
    world.isOut = true
    world.listed = true
  },
  async unlist(world) {
    if (!world.isOut) return
    await patch(world, { listed: false })
    world.listed = false
  },
  async list(world) {
    if (!world.isOut) return
    await patch(world, { listed: true })
    world.listed = true
  },
  async buy(world, fan) {
    const item = { kind: 'post', postId: world.id } as const
    if (world.listed && !world.held.has(fan)) {
      world.held.set(fan, (await buy(fan, item)).id)
      return
    }
    const refused = await fan.api.post('/api/purchases', { item })
    refused.problem(world.held.has(fan) ? 'already_unlocked' : 'not_found')
  },
  async giveBack(world, fan) {
    const id = world.held.get(fan)
    if (id === undefined) return
    await giveBack(creator, { id }, { amountLamports: PRICE })
    await settleAllRefunds(app.app)
    world.held.delete(fan)
  },
  async delete(world) {
    const reply = await creator.api.delete(`/api/posts/${world.id}`)
    if (world.held.size > 0) expect(reply.as(KeptPost)).toEqual({ listed: false, keptFor: world.held.size })
    else expect(reply.status).toBe(204)
    world.listed = false
    world.isGone = world.held.size === 0
  },
}

/** Whoever holds it has it open, as it is now; nobody else reads it, and what is not listed is not there for them. */
async function check({ id, body, listed, isGone, held }: World): Promise<void> {
  for (const fan of fans) {
    const reply = await fan.api.get(`/api/posts/${id}`)
    if (held.has(fan)) {
      expect(reply.as(Post)).toMatchObject({ unlocked: true, unlockedBy: 'purchase', content: { body } })
      continue
    }
    if (listed) expect(reply.as(Post)).toMatchObject({ unlocked: false })
    else reply.problem('not_found')
    expect(reply.text).not.toContain(body)
  }
  const own = await creator.api.get(`/api/posts/${id}`)
  if (isGone) own.problem('not_found')
  else expect(own.as(Post)).toMatchObject({ listed, content: { body } })
}

const names = STEPS.map((name) => ({ arbitrary: fc.constant(name), weight: OFTEN[name] }))
const step = fc.tuple(fc.oneof(...names), fc.nat({ max: 1 }))

it('whatever an author does with a post, who has bought it has it, until they are paid back', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 25, size: 'max' }), async (steps) => {
      const draft = { status: 'draft', title: 'A life', body: 'First', priceLamports: PRICE }
      const { id, updatedAt } = (await creator.api.post('/api/posts', draft)).as(Post, 201)
      const world: World = {
        id,
        body: 'First',
        version: updatedAt,
        oldVersion: null,
        isOut: false,
        listed: false,
        isGone: false,
        held: new Map(),
      }
      for (const [number, [name, which]] of steps.entries()) {
        await DO[name](world, fans[which] as Person, number)
        await check(world)
        if (world.isGone) return
      }
    }),
    // A failure prints its seed and steps; `FAST_CHECK_SEED` runs it again, and looks for fewer steps that do it too.
    {
      numRuns: RUNS,
      endOnFailure: process.env.FAST_CHECK_SEED === undefined,
      ...(process.env.FAST_CHECK_SEED && { seed: Number(process.env.FAST_CHECK_SEED) }),
    },
  )
}, 180_000)
