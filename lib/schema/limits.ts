/**
 * How long a text may be, in characters as JavaScript counts them, and how many there may be of a thing. The schemas
 * refuse what is more; forms take the same figures, so that nobody types what is refused.
 */
export const LIMITS = {
  /** Of a picture that is sent whole; more is sent by parts. */
  wholePictureBytes: 15 * 1024 * 1024,
  displayName: 60,
  bio: 500,
  viewsAtOnce: 100,
  welcome: 500,
  /** Of a portrait or cover, in hundredths of the size in which it just fills its frame. */
  zoomMin: 100,
  zoom: 400,
  links: 5,
  link: 200,
  handleMin: 3,
  handle: 30,
  title: 140,
  teaser: 500,
  postBody: 50_000,
  images: 10,
  tags: 5,
  tag: 30,
  /** Of one creator. */
  series: 100,
  seriesPosts: 500,
  seriesTitle: 100,
  seriesDescription: 300,
  alt: 500,
  comment: 2_000,
  tierName: 40,
  benefit: 120,
  benefits: 12,
  creatorQuery: 60,
  ownListQuery: 60,
  search: 100,
  /** Tags to choose from. */
  exploreTags: 16,
  /** Creators beside a feed. */
  suggestions: 5,
} as const
