-- no transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS "subscriptions_joined" ON "subscriptions" USING btree ("creator_id","created_at","user_id");
