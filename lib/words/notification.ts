import { isolate } from '@/lib/characters'
import { commentHref, creatorHref, postHref } from '@/lib/links'
import { formatSol } from '@/lib/money'
import type { Notice, NoticeOf, WordedNotice, Words } from '@/lib/schema/notices'

/** The words of a notification, in English: the same on the server, which tells others, and in the browser. */
export function wordNotification(notice: Notice | WordedNotice): Words {
  if (isWorded(notice)) return notice.params
  const { kind, params } = notice
  switch (kind) {
    case 'like':
      return {
        title: `${isolate(params.actorName)} liked your post`,
        body: params.postTitle,
        href: postHref(params.postId),
      }
    case 'comment':
      return {
        title: `${isolate(params.actorName)} commented on “${isolate(params.postTitle)}”`,
        body: params.excerpt,
        href: commentHref(params.postId, params.commentId),
      }
    case 'reply':
      return {
        title: `${isolate(params.actorName)} replied to you`,
        body: params.excerpt,
        href: commentHref(params.postId, params.commentId),
      }
    case 'sale':
      return {
        title: `${isolate(params.actorName)} bought your post for ${inSol(params)}`,
        body: params.postTitle,
        href: postHref(params.postId),
      }
    case 'subscriber':
      return {
        title: `${isolate(params.actorName)} ${SUBSCRIBED[params.change]} ${params.tierName ? isolate(params.tierName) : params.tier}`,
        body: inSol(params),
        href: '/studio',
      }
    case 'tip':
      return { title: `${isolate(params.actorName)} tipped you ${inSol(params)}`, body: '', href: '/studio' }
    case 'post':
      return {
        title: `${isolate(params.actorName)} published a post`,
        body: params.postTitle,
        href: postHref(params.postId),
      }
    case 'subscription':
      return wordSubscription(params)
    case 'refund':
      return wordRefund(params)
    case 'payment':
      return wordVanished(params)
    case 'referral':
      return {
        title: `${isolate(params.actorName)} became a creator by your invitation`,
        body: 'You get 5 % of what they sell, with each payment.',
        href: creatorHref(params.actorHandle),
      }
  }
}

const SUBSCRIBED = { new: 'subscribed to', renewed: 'renewed', upgraded: 'upgraded to' } as const

function wordSubscription(params: NoticeOf<'subscription'>['params']): Words {
  const { change, creatorName, creatorHandle, tierName, endsAt } = params
  const href = creatorHref(creatorHandle)
  return change === 'ending'
    ? {
        title: `${isolate(tierName)} of ${isolate(creatorName)} ends on ${onDate(endsAt)}`,
        body: 'Renew it to keep what it unlocks. Nothing is charged by itself.',
        href,
      }
    : {
        title: `${isolate(tierName)} of ${isolate(creatorName)} has ended`,
        body: 'What it unlocked is locked again until you renew it.',
        href,
      }
}

function wordRefund(params: NoticeOf<'refund'>['params']): Words {
  const { change, side } = params
  const otherName = isolate(params.otherName)
  const sol = inSol(params)
  const titles = {
    owed: { buyer: `${otherName} owes you ${sol} back`, creator: `You owe ${otherName} ${sol} back` },
    paid: { buyer: `${otherName} paid you ${sol} back`, creator: `You paid ${otherName} ${sol} back` },
  }
  return {
    title: titles[change][side],
    body: itemName(params),
    href: side === 'buyer' ? '/library' : '/studio',
  }
}

function wordVanished(params: NoticeOf<'payment'>['params']): Words {
  const { side, postId } = params
  const otherName = isolate(params.otherName)
  const sol = inSol(params)
  return side === 'buyer'
    ? {
        title: `The network undid your payment of ${sol} to ${otherName}`,
        body: `Nothing was charged, and it is locked again: ${isolate(itemName(params))}`,
        href: postId === null ? '/library' : postHref(postId),
      }
    : {
        title: `The network undid the payment of ${sol} by ${otherName}`,
        body: itemName(params),
        href: '/studio',
      }
}

const UNNAMED = { post: 'A post', subscription: 'A subscription', tip: 'A tip' } as const

type Item = Pick<NoticeOf<'refund'>['params'], 'itemKind' | 'itemName'>

function itemName({ itemKind, itemName: name }: Item): string {
  return name ?? UNNAMED[itemKind]
}

function inSol({ amountLamports }: { amountLamports: bigint }): string {
  return `${formatSol(amountLamports)} SOL`
}

/** In UTC, so that the page says the same before and after it is brought to life. */
function onDate(iso: string): string {
  const text = new Date(iso).toLocaleString('en-GB', {
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'UTC',
  })
  return `${text} UTC`
}

function isWorded(notice: Notice | WordedNotice): notice is WordedNotice {
  return 'title' in notice.params
}
