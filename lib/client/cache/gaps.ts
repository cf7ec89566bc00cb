import { keys } from './query-keys'
import type { Refresher } from './refresh'

/** Events of a channel were missed: everything it speaks of is read again. */
export function reactToGap(refresher: Refresher, channel: string): void {
  const [kind, id = ''] = channel.split(':')
  // A gap is seldom alone: a server that cannot look back tells it to all its readers.
  switch (kind) {
    case 'post':
      refresher.refreshPost(id, 'spread')
      return
    case 'creator':
      refresher.refreshSpread(keys.creators, keys.posts, keys.allSeries)
      return
    case 'notifications':
      refresher.refreshSpread(keys.notifications, keys.me)
      return
    case 'user':
      refresher.refreshSpread(
        keys.me,
        keys.posts,
        keys.allComments,
        keys.creators,
        keys.subscriptions,
        keys.purchases,
        keys.refunds,
        keys.activity,
        keys.allOwnPosts,
        keys.allSeries,
        keys.allOwnSeries,
        keys.allEarnings,
        keys.allMembers,
        keys.sales,
      )
      return
  }
}
