import { readClock } from '@/lib/db/clock'
import { trimEvents } from '@/lib/db/event-trim'
import { clearAccount, lookAgain } from '@/lib/domain/leaving/clear-account'
import { countPurchases } from '@/lib/domain/money/purchases/rows'
import { remindOfEnds } from '@/lib/domain/money/subscriptions/reminders'
import { trimNotifications } from '@/lib/domain/notifications/trim'
import { trimRequestKeys } from '@/lib/domain/once'
import { fillPostAuthors } from '@/lib/domain/posts/fill-post-authors'
import { tellFollowers } from '@/lib/domain/posts/followers'
import { giveUpFilm, prepareFilm } from '@/lib/domain/posts/prepare-film'
import { remakePreviews } from '@/lib/domain/posts/previews'
import { publishScheduled } from '@/lib/domain/posts/publishing'
import { deleteCopiesOfGone, deleteUnusedMedia } from '@/lib/domain/posts/unused-media'
import { trimViews } from '@/lib/domain/posts/view-counts'
import { forgetOldUploads, removeForgotten } from '@/lib/domain/uploads/clear-uploads'
import type { Handlers, WhenGivenUp } from './job'

/** A command that runs for minutes is asked to end. */
const STOPPING_EVERY_MS = 250
const STOPPED = new Error('it is for another process to go on')

/** Kind → what is done: the one place that says so. Total: the compiler asks for every kind. */
export const handlers: Handlers = {
  async 'tell-followers'({ db, now }, job) {
    const { postId } = job.params
    let { after } = job.params
    while (!(await job.stopping())) {
      const told = await db.transact(async (tx) => {
        const last = await tellFollowers(tx, postId, after, now())
        if (last !== null) await job.save(tx, { postId, after: last })
        return last
      })
      if (told === null) return 'done'
      after = told
    }
    return 'paused'
  },

  async 'publish-post'(context, job) {
    await publishScheduled(context, job.params.postId)
    return 'done'
  },

  async 'remind-of-ends'(context, job) {
    while ((await remindOfEnds(context)) > 0) if (await job.stopping()) return 'paused'
    return 'done'
  },

  async 'clear-account'(context, job) {
    const { userId, settled } = job.params
    const again = await clearAccount(context, userId, () => job.stopping())
    if (again === 'paused') return 'paused'
    await lookAgain(context, { userId, at: again, settled })
    return 'done'
  },

  async 'trim-events'({ db }, job) {
    const startedAt = await readClock(db.read)
    await trimEvents(db, new Date(job.params.since))
    await db.transact((tx) => job.save(tx, { since: startedAt.toISOString() }))
    return 'done'
  },

  async 'trim-views'({ db, now }, job) {
    while ((await db.transact((tx) => trimViews(tx, now()))) > 0) if (await job.stopping()) return 'paused'
    return 'done'
  },

  async 'trim-notifications'({ db, now }, job) {
    while ((await trimNotifications(db, now())) > 0) if (await job.stopping()) return 'paused'
    return 'done'
  },

  async 'count-purchases'({ db }, job) {
    const counts = Object.fromEntries(await countPurchases(db.read))
    await db.transact((tx) => job.save(tx, { counts }))
    return 'done'
  },

  async 'fill-post-authors'({ db }, job) {
    while ((await fillPostAuthors(db)) > 0) if (await job.stopping()) return 'paused'
    return 'done'
  },

  async 'prepare-film'(context, job) {
    const stop = new AbortController()
    const asking = setInterval(async () => {
      if (await job.stopping()) stop.abort(STOPPED)
    }, STOPPING_EVERY_MS)
    try {
      await prepareFilm(context, job.params, {
        signal: stop.signal,
        hold: (tx) => job.save(tx, job.params),
      })
      return 'done'
    } catch (error) {
      if (error === STOPPED) return 'paused'
      throw error
    } finally {
      clearInterval(asking)
    }
  },

  async 'clear-uploads'({ db, incoming }, job) {
    while ((await db.transact(forgetOldUploads)) > 0) if (await job.stopping()) return 'paused'
    await removeForgotten(db, incoming)
    return 'done'
  },

  async 'delete-unused-media'({ db, store }, job) {
    for (const remove of [deleteUnusedMedia, deleteCopiesOfGone])
      while ((await db.transact((tx) => remove(tx, store))) > 0) if (await job.stopping()) return 'paused'
    return 'done'
  },

  async 'trim-request-keys'({ db }, job) {
    while ((await db.transact(trimRequestKeys)) > 0) if (await job.stopping()) return 'paused'
    return 'done'
  },

  async 'remake-previews'(context, job) {
    let { after } = job.params
    while (!(await job.stopping())) {
      const last = await remakePreviews(context, after)
      // From the first one on, the next time.
      await context.db.transact((tx) => job.save(tx, { after: last }))
      if (last === null) return 'done'
      after = last
    }
    return 'paused'
  },
}

export const whenGivenUp: WhenGivenUp = {
  'prepare-film': (tx, { mediaId }) => giveUpFilm(tx, mediaId),
}
