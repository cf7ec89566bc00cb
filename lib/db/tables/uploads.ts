import { sql } from 'drizzle-orm'
import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { MediaKind } from '@/lib/schema/media'
import { createdAt, wholeNumber } from './columns'
import { media } from './content'
import { users } from './people'

/** An upload by parts: what has arrived of it lies in a file of its id, whose length is how far it got. */
export const uploads = pgTable(
  'uploads',
  {
    id: uuid('id').primaryKey(),
    ownerId: uuid('owner_id')
      .notNull()
      .references(() => users.id),
    /** As its sender calls it; null where that is not said. What it is decides its content. */
    kind: text('kind').$type<MediaKind>(),
    name: text('name').notNull(),
    /** What its sender said of it when it began, to the letter: told again to who goes on. Null: nothing. */
    metadata: text('metadata'),
    length: wholeNumber('length').notNull(),
    /** What it has become. */
    mediaId: uuid('media_id').references(() => media.id, { onDelete: 'cascade' }),
    createdAt: createdAt(),
  },
  (t) => [
    index('uploads_unfinished').on(t.ownerId).where(sql`${t.mediaId} is null`),
    index('uploads_age').on(t.createdAt),
    index('uploads_media').on(t.mediaId).where(sql`${t.mediaId} is not null`),
  ],
)
