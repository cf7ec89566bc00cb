import { isolate } from '@/lib/characters'
import { commentHref, creatorHref, postHref, receiptHref } from '@/lib/links'
import type { Notice, NoticeOf, WordedNotice, Words } from '@/lib/schema/notices'
import type { Formats } from './formats'
import type { Translator } from './translator'

/** The words of a notification in its reader's language: the same on the server, which tells others, and in the browser. */
export function wordNotification(notice: Notice | WordedNotice, t: Translator, formats: Formats): Words {
  if (isWorded(notice)) return notice.params
  const { kind, params } = notice
  switch (kind) {
    case 'like':
      return {
        title: t('notification.like', { name: isolate(params.actorName) }),
        body: params.postTitle,
        href: postHref(params.postId),
      }
    case 'comment':
      return {
        title: t('notification.comment', {
          name: isolate(params.actorName),
          post: isolate(params.postTitle),
        }),
        body: params.excerpt,
        href: commentHref(params.postId, params.commentId),
      }
    case 'reply':
      return {
        title: t('notification.reply', { name: isolate(params.actorName) }),
        body: params.excerpt,
        href: commentHref(params.postId, params.commentId),
      }
    case 'sale':
      return {
        title: t('notification.sale', {
          name: isolate(params.actorName),
          sol: formats.inSol(params.amountLamports),
        }),
        body: params.postTitle,
        href: postHref(params.postId),
      }
    case 'subscriber':
      return {
        title: t(`notification.subscriber.${params.change}`, {
          name: isolate(params.actorName),
          tier: params.tierName ? isolate(params.tierName) : params.tier,
        }),
        body: formats.inSol(params.amountLamports),
        href: '/studio',
      }
    case 'tip':
      return {
        title: t('notification.tip', {
          name: isolate(params.actorName),
          sol: formats.inSol(params.amountLamports),
        }),
        body: '',
        href: '/studio',
      }
    case 'post':
      return {
        title: t('notification.post', { name: isolate(params.actorName) }),
        body: params.postTitle,
        href: postHref(params.postId),
      }
    case 'subscription':
      return wordSubscription(params, t, formats)
    case 'refund':
      return wordRefund(params, t, formats)
    case 'payment':
      return wordVanished(params, t, formats)
    case 'referral':
      return {
        title: t('notification.referral', { name: isolate(params.actorName) }),
        body: t('notification.referral.body'),
        href: params.actorHandle === '' ? '/notifications' : creatorHref(params.actorHandle),
      }
  }
}

function wordSubscription(
  params: NoticeOf<'subscription'>['params'],
  t: Translator,
  formats: Formats,
): Words {
  const { change, creatorName, creatorHandle, tierName, endsAt } = params
  const values = { tier: isolate(tierName), creator: isolate(creatorName) }
  return {
    title:
      change === 'ending'
        ? t('notification.subscription.ending', { ...values, date: formats.soon(endsAt) })
        : t('notification.subscription.ended', values),
    // Of who has deleted their account nothing can be renewed.
    body: creatorHandle === '' ? '' : t(`notification.subscription.${change}.body`),
    href: creatorHandle === '' ? '/library' : creatorHref(creatorHandle),
  }
}

function wordRefund(params: NoticeOf<'refund'>['params'], t: Translator, formats: Formats): Words {
  const { change, side, otherName, amountLamports } = params
  if (change === 'given' || change === 'given_ended') return wordGiven(params, t, formats)
  return {
    title: t(`notification.refund.${change}.${side}`, {
      name: isolate(otherName),
      sol: formats.inSol(amountLamports),
    }),
    body: itemName(params, t),
    href: side === 'buyer' ? '/library' : '/studio',
  }
}

/** Of goodwill: nothing was wrong with the payment. */
function wordGiven(params: NoticeOf<'refund'>['params'], t: Translator, formats: Formats): Words {
  const { change, otherName, purchaseId, amountLamports } = params
  const item = itemName(params, t)
  return {
    title: t('notification.refund.given', { name: isolate(otherName), sol: formats.inSol(amountLamports) }),
    body: change === 'given' ? item : t('notification.refund.given.ended', { item: isolate(item) }),
    href: receiptHref(purchaseId),
  }
}

function wordVanished(params: NoticeOf<'payment'>['params'], t: Translator, formats: Formats): Words {
  const { side, postId, otherName, amountLamports } = params
  const item = itemName(params, t)
  const title = t(`notification.payment.${side}`, {
    name: isolate(otherName),
    sol: formats.inSol(amountLamports),
  })
  return side === 'buyer'
    ? {
        title,
        body: t('notification.payment.buyer.body', { item: isolate(item) }),
        href: postId === null ? '/library' : postHref(postId),
      }
    : { title, body: item, href: '/studio' }
}

type Item = Pick<NoticeOf<'refund'>['params'], 'itemKind' | 'itemName'>

function itemName({ itemKind, itemName: name }: Item, t: Translator): string {
  return name ?? t(`notification.item.${itemKind}`)
}

function isWorded(notice: Notice | WordedNotice): notice is WordedNotice {
  return 'title' in notice.params
}
