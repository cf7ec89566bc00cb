// Clients, writers and faults at once on a real deployment of four processes, then a reckoning: nothing lost, nothing
// doubled, nothing out of order, nothing leaked. `npm run stress -- --seconds 600 --clients 300 --seed 42`
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { ApiUser } from '../../tests/support/e2e/api'
import { Actors } from './actions'
import { StressClient } from './client'
import { type Deployment, startDeployment } from './deployment'
import { makeTrouble } from './faults'
import { Random } from './random'
import { Truth } from './truth'
import { judge } from './verdict'

const SETTLE_MS = 60_000
const WRITERS = 6
const SHOWN_FAULTS = 20

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '30' },
    clients: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
  },
})
const seconds = Number(values.seconds)
const random = new Random(Number(values.seed))
console.log(`stress: seed ${random.seed}, ${values.clients} clients, ${seconds} s`)

const deployment = await startDeployment()
if (deployment !== null) {
  try {
    process.exitCode = (await stress(deployment)) ? 0 : 1
  } finally {
    await deployment.stop()
  }
}
process.exit()

async function stress(deployment: Deployment): Promise<boolean> {
  const truth = new Truth(deployment.sql)
  const actors = new Actors(deployment.members, random.fork())
  const creators = [await actors.openCreator(), await actors.openCreator(), await actors.openCreator()]
  for (const creator of creators) for (let n = 0; n < 4; n += 1) await actors.openPost(creator)
  const users: ApiUser[] = []
  const count = Number(values.clients)
  // A third of the clients are second windows of somebody.
  while (users.length < Math.ceil((count * 2) / 3)) users.push(await actors.signIn())
  const sockets = () => deployment.members.filter(({ role }) => role === 'ws').map(({ wsUrl }) => wsUrl)
  const clients = Array.from({ length: count }, (_, index) => {
    const user = users[index % users.length] as ApiUser
    return new StressClient(user.id, user.token, sockets, random.fork())
  })
  for (const client of clients) {
    client.follow(`user:${client.userId}`)
    client.follow(`notifications:${client.userId}`)
    for (let n = 0; n < 3; n += 1) client.follow(`post:${random.pick(actors.posts).id}`)
    client.follow(`creator:${random.pick(creators).id}`)
    client.connect()
  }

  const endsAt = Date.now() + seconds * 1_000
  const isOver = () => Date.now() >= endsAt
  const [faultCounts] = await Promise.all([
    makeTrouble(deployment, random.fork(), isOver),
    ...Array.from({ length: WRITERS }, () => write(actors, users, isOver, random.fork())),
    tellSecrets(actors, creators, users, clients, isOver, random.fork()),
    misbehave(clients, isOver, random.fork()),
    signSomeOut(actors, users, clients, isOver, random.fork()),
  ])

  await settle(clients, truth)
  await truth.finish()
  for (const client of clients) client.stop()
  const faults = judge(clients, truth, actors.promised, actors.secrets)
  report(clients, truth, actors, faultCounts)
  for (const fault of faults.slice(0, SHOWN_FAULTS)) console.log(`FAULT ${fault}`)
  console.log(faults.length === 0 ? 'stress: clean' : `stress: ${faults.length} faults, seed ${random.seed}`)
  return faults.length === 0
}

async function write(actors: Actors, users: ApiUser[], isOver: () => boolean, dice: Random): Promise<void> {
  while (!isOver()) {
    const fan = dice.pick(users)
    const choice = dice.next()
    if (choice < 0.6) await actors.like(fan)
    else if (choice < 0.95) await actors.comment(fan)
    else await actors.edit()
    await delay(dice.between(0, 40))
  }
}

async function tellSecrets(
  actors: Actors,
  creators: ApiUser[],
  users: ApiUser[],
  clients: StressClient[],
  isOver: () => boolean,
  dice: Random,
): Promise<void> {
  while (!isOver()) {
    const buyer = dice.pick(users)
    const readers = clients.filter((client) => client.userId === buyer.id)
    for (let n = 0; n < 10; n += 1) readers.push(dice.pick(clients))
    await actors.lockAndTell(dice.pick(creators), readers, buyer).catch(() => {})
    await delay(dice.between(50, 300))
  }
}

async function misbehave(clients: StressClient[], isOver: () => boolean, dice: Random): Promise<void> {
  while (!isOver()) {
    const client = dice.pick(clients)
    const choice = dice.next()
    if (choice < 0.4) client.drop()
    else if (choice < 0.6) client.stall(dice.between(200, 3_000))
    else if (choice < 0.95) client.babble()
    else client.shout()
    await delay(dice.between(0, 50))
  }
}

async function signSomeOut(
  actors: Actors,
  users: ApiUser[],
  clients: StressClient[],
  isOver: () => boolean,
  dice: Random,
): Promise<void> {
  const leaving = users.slice(-Math.ceil(users.length / 10))
  for (const user of leaving) {
    await delay(dice.between(500, 2_000))
    if (isOver()) return
    const own = clients.filter((client) => client.userId === user.id)
    for (const client of own) await actors.signOut(user, client)
  }
}

/** Until everybody who may has everything, or the patience ends: what is missing then is lost. */
async function settle(clients: StressClient[], truth: Truth): Promise<void> {
  const deadline = Date.now() + SETTLE_MS
  const isBehind = (client: StressClient) =>
    client.signedOut
      ? client.isLive
      : [...client.channels].some(
          ([channel, heard]) => !heard.isSubscribed || heard.offset < truth.top(channel),
        )
  // Twice, with time in between: what is written last is known to the truth a moment later.
  for (let calm = 0; calm < 2 && Date.now() < deadline; ) {
    await delay(1_500)
    calm = clients.some(isBehind) ? 0 : calm + 1
  }
}

function report(
  clients: StressClient[],
  truth: Truth,
  { requests, failures, secrets }: Actors,
  faultCounts: Awaited<ReturnType<typeof makeTrouble>>,
): void {
  const sum = (of: (client: StressClient) => number) =>
    clients.reduce((total, client) => total + of(client), 0)
  const deliveries = sum(({ channels }) =>
    [...channels.values()].reduce((n, { events }) => n + events.length, 0),
  )
  console.log(
    `${faultCounts.kills} kills, ${faultCounts.redisKills} Redis kills, ${faultCounts.redisPauses} Redis pauses, ${faultCounts.redisDemotions} demotions; ` +
      `${requests} requests (${[...failures].map(([kind, n]) => `${n} ${kind}`).join(', ')}); ${truth.size} events, ${deliveries} deliveries, ` +
      `${secrets.length} secrets; recovered ${sum(({ recovered }) => recovered)}, ` +
      `not recovered ${sum(({ unrecovered }) => unrecovered)}, resyncs ${sum(({ resyncs }) => resyncs)}`,
  )
}
