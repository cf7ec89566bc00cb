import { isolate } from '@/lib/characters'
import type { PurchaseSubject } from './purchase-view'

/** The question the dialog asks, as its title. */
export function purchaseTitle(subject: PurchaseSubject): string {
  switch (subject.kind) {
    case 'post':
      return 'Unlock this post'
    case 'subscription':
      return { new: 'Join', renew: 'Stay in', upgrade: 'Move up to' }[subject.mode].concat(
        ` ${isolate(subject.tierName)}`,
      )
    case 'tip':
      return `Tip ${isolate(subject.creatorName)}`
  }
}
