-- no transaction
-- In the order in which they are read. The old ones put nulls last, which no `order by … desc` of ours asks for.
CREATE INDEX CONCURRENTLY IF NOT EXISTS "comments_by_thread" ON "comments" USING btree ("post_id",coalesce("parent_id", "id") desc,"id") WHERE "comments"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "comments_by_post_author" ON "comments" USING btree ("post_author_id","id") WHERE "comments"."deleted_at" is null and "comments"."post_author_id" is not null;--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "comments_without_author" ON "comments" USING btree ("post_id") WHERE "comments"."post_author_id" is null;--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "likes_by_post_author" ON "likes" USING btree ("post_author_id","created_at") WHERE "likes"."post_author_id" is not null;--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "likes_without_author" ON "likes" USING btree ("post_id") WHERE "likes"."post_author_id" is null;--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "posts_newest" ON "posts" USING btree ("id") WHERE "posts"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "posts_by_author" ON "posts" USING btree ("author_id","id") WHERE "posts"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "refunds_by_buyer" ON "refunds" USING btree ("buyer_id","id");--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "refunds_by_creator" ON "refunds" USING btree ("creator_id","id");--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "refunds_by_purchase" ON "refunds" USING btree ("purchase_id");--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "notifications_by_user" ON "notifications" USING btree ("user_id","id");--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "notifications_unread" ON "notifications" USING btree ("user_id") WHERE "notifications"."read_at" is null;--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "purchases_by_buyer" ON "purchases" USING btree ("buyer_id","id");--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "purchases_by_creator" ON "purchases" USING btree ("creator_id","confirmed_at") WHERE "purchases"."status" = 'confirmed';--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "subscriptions_to_remind" ON "subscriptions" USING btree ("current_period_end") WHERE "subscriptions"."cancelled_at" is null and "subscriptions"."reminded_of" is distinct from "subscriptions"."current_period_end";--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "comments_post";--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "posts_feed";--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "posts_author";--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "refunds_buyer";--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "refunds_creator";--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "notifications_user";--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "purchases_buyer";--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "purchases_creator";
