import type { Viewer } from '@/lib/domain/context'

interface Parties {
  buyerId: string
  creatorId: string
}

/** Who may see a refund: to whom it is owed, and by whom. */
export function maySeeRefund(viewer: Viewer, refund: Parties): boolean {
  return viewer.userId === refund.buyerId || viewer.userId === refund.creatorId
}

/** Who may pay a refund: the creator who owes it. */
export function mayPayRefund(viewer: Viewer, refund: Parties): boolean {
  return viewer.userId === refund.creatorId
}

/** Who may see a sale, and give it back: who made it. */
export function maySeeSale(viewer: Viewer, purchase: Parties): boolean {
  return viewer.userId === purchase.creatorId
}

/** Who may see a purchase, pay it or give it up: its buyer. */
export function mayUsePurchase(viewer: Viewer, purchase: Parties): boolean {
  return viewer.userId === purchase.buyerId
}
