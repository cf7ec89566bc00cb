import { setTimeout as delay } from 'node:timers/promises'
import type { Deployment } from './deployment'
import type { Random } from './random'

export interface FaultCounts {
  kills: number
  redisKills: number
  redisPauses: number
  redisDemotions: number
}

const BETWEEN_MS = [400, 1_600] as const
const AWAY_MS = [0, 2_500] as const

/** Kills, and brings back, one thing after the other until it is told to stop; then everything lives again. */
export async function makeTrouble(
  { members, redis }: Deployment,
  random: Random,
  isOver: () => boolean,
): Promise<FaultCounts> {
  const counts: FaultCounts = { kills: 0, redisKills: 0, redisPauses: 0, redisDemotions: 0 }
  const returning = new Set<Promise<void>>()
  while (!isOver()) {
    await delay(random.between(...BETWEEN_MS))
    const dice = random.next()
    if (dice < 0.1) {
      counts.redisKills += 1
      await redis.kill()
      await delay(random.between(...AWAY_MS))
      await redis.start()
    } else if (dice < 0.2) {
      counts.redisPauses += 1
      redis.pause()
      await delay(random.between(...AWAY_MS))
      redis.resume()
    } else if (dice < 0.3) {
      counts.redisDemotions += 1
      await redis.follow()
      await delay(random.between(...AWAY_MS))
      await redis.lead()
    } else {
      const alive = members.filter((member) => member.server !== null)
      if (alive.length === 0) continue
      const member = random.pick(alive)
      counts.kills += 1
      await member.kill()
      const back = delay(random.between(...AWAY_MS)).then(() => member.start())
      returning.add(back)
      void back.finally(() => returning.delete(back))
    }
  }
  await Promise.all(returning)
  return counts
}
