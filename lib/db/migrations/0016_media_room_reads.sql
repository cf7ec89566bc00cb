-- no transaction
-- Avatars and covers that were replaced, and images of deleted posts that nobody has bought, are used by nothing: earlier
-- releases never said so.
UPDATE "media" SET "use" = NULL, "unused_since" = now() WHERE "use" IN ('avatar', 'cover') AND NOT EXISTS (SELECT 1 FROM "users" u WHERE u."avatar_id" = "media"."id") AND NOT EXISTS (SELECT 1 FROM "creators" c WHERE c."cover_id" = "media"."id");--> statement-breakpoint
UPDATE "media" SET "use" = NULL, "post_id" = NULL, "unused_since" = now() FROM "posts" p WHERE p."id" = "media"."post_id" AND p."deleted_at" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "purchases" b WHERE b."post_id" = p."id" AND b."status" = 'confirmed');--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "media_owner" ON "media" USING btree ("owner_id","bytes");--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "media_old_preview" ON "media" USING btree ("id") WHERE "media"."preview_version" is null;
