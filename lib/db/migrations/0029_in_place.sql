-- no transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS "posts_in_place" ON "posts" USING btree (coalesce("published_id", "id")) WHERE "posts"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "posts_in_place_by_author" ON "posts" USING btree ("author_id",coalesce("published_id", "id")) WHERE "posts"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "posts_in_place_open" ON "posts" USING btree (coalesce("published_id", "id")) WHERE "posts"."deleted_at" is null and "posts"."listed" and "posts"."min_tier" is null and "posts"."price_lamports" is null;--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "post_search_in_place" ON "post_search" USING btree (coalesce("published_id", "id"));--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "post_tags_in_place" ON "post_tags" USING btree ("tag",coalesce("published_id", "post_id"));--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "post_tags_in_place_by_author" ON "post_tags" USING btree ("author_id","tag",coalesce("published_id", "post_id"));
