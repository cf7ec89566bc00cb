-- no transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS "posts_deleted_words" ON "posts" USING btree ("author_id") WHERE "posts"."deleted_at" is not null and ("posts"."title" <> '' or "posts"."teaser" <> '' or "posts"."body" <> '' or "posts"."tags" <> '{}');--> statement-breakpoint
-- What the release before reads by it, it reads by the new one.
DROP INDEX CONCURRENTLY IF EXISTS "posts_deleted_texts";
