-- no transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS "media_unused" ON "media" USING btree ("created_at") WHERE "media"."use" is null;--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "subscriptions_members" ON "subscriptions" USING btree ("creator_id","user_id");
