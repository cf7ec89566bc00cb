/** What a card says: the public side of a post or a creator, and nothing else. */
export interface CardFacts {
  title: string
  /** Below the title; may be empty. */
  text: string
  handle: string
  /** What opens it, in a few words that are the same in all languages; null where it is open. */
  price: string | null
}

export const CARD = { width: 1200, height: 630 } as const
