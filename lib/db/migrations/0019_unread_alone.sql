-- no transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS "notifications_unread_alone" ON "notifications" USING btree ("user_id") WHERE "notifications"."read_at" is null and "notifications"."read_round" is null;--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "notifications_unread";
