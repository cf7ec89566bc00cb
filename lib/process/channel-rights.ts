import { batched } from '@/lib/batch'
import type { DomainContext } from '@/lib/domain/context'
import { findCreators } from '@/lib/domain/creators/creator-cards'
import { readAccessOfMany } from '@/lib/domain/posts/post-access'
import type { Authorization, Right } from '@/lib/realtime/authorization'
import { splitChannel } from '@/lib/schema/channel-names'
import type { SharedKind } from '@/lib/schema/channel-policy'

/** A user and what the channel that they ask for is about. */
interface Asked {
  userId: string
  subject: string
}

/** In the order in which they were asked for; null where there is no such channel for this user. */
type ReadRights = (context: DomainContext, asked: readonly Asked[]) => Promise<(Right | null)[]>

/** Kind of channel → what its readers may have of it. Total: the compiler asks for every kind that is not its owner's. */
const READ_RIGHTS: { [K in SharedKind]: ReadRights } = {
  async creator({ db }, asked) {
    const found = await findCreators(db.read, new Set(asked.map(({ subject }) => subject)))
    return asked.map(({ subject }) => (found.has(subject) ? { full: true, until: null } : null))
  },

  async post({ db, now }, asked) {
    const wanted = asked.map(({ userId, subject }) => ({ userId, postId: subject }))
    const found = await readAccessOfMany(db.read, wanted, now())
    return found.map((access) => access && { full: access.unlockedBy !== null, until: access.until })
  },
}

/** Rights as the socket asks for them: those that are asked for at the same time are read in one statement of each kind. */
export function openChannelRights(context: DomainContext): Authorization['readRight'] {
  const readers = new Map(
    Object.entries(READ_RIGHTS).map(([kind, read]) => [
      kind,
      batched<string, Right | null>(async (keys) => {
        const rights = await read(context, keys.map(parseKey))
        const byKey = new Map(keys.map((key, place) => [key, rights[place] ?? null]))
        return (key) => byKey.get(key) ?? null
      }),
    ]),
  )
  return async (userId, channel) => {
    const { kind, subject } = splitChannel(channel)
    const read = readers.get(kind)
    return read === undefined ? null : read(`${userId} ${subject}`)
  }
}

function parseKey(key: string): Asked {
  const [userId = '', subject = ''] = key.split(' ')
  return { userId, subject }
}
