/**
 * How long a text may be, in characters as JavaScript counts them, and how many there may be of a thing. The schemas
 * refuse what is more; forms take the same figures, so that nobody types what is refused.
 */
export const LIMITS = {
  displayName: 60,
  bio: 500,
  handleMin: 3,
  handle: 30,
  title: 140,
  teaser: 500,
  postBody: 50_000,
  images: 10,
  comment: 2_000,
  tierName: 40,
  benefit: 120,
  benefits: 12,
  creatorQuery: 60,
  /** Creators beside a feed. */
  suggestions: 5,
} as const
