-- no transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS "comments_by_author" ON "comments" USING btree ("author_id") WHERE "comments"."body" <> '';--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "posts_deleted_texts" ON "posts" USING btree ("author_id") WHERE "posts"."deleted_at" is not null and "posts"."body" <> '';
