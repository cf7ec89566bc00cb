-- no transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS "purchases_post" ON "purchases" USING btree ("post_id") WHERE "purchases"."post_id" is not null;
