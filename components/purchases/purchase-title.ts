import { isolate } from '@/lib/characters'
import type { Translator } from '@/lib/words/translator'
import type { PurchaseSubject } from './purchase-view'

/** The question the dialog asks, as its title. */
export function purchaseTitle(t: Translator, subject: PurchaseSubject): string {
  switch (subject.kind) {
    case 'post':
      return t('buy.title.post')
    case 'subscription':
      return t(`buy.title.${subject.mode}`, { tier: isolate(subject.tierName) })
    case 'tip':
      return t('buy.title.tip', { name: isolate(subject.creatorName) })
  }
}
