-- no transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS "likes_by_user" ON "likes" USING btree ("user_id","post_id");
