-- Creators could follow themselves, and counted.
WITH "own" AS (DELETE FROM "follows" WHERE "creator_id" = "user_id" RETURNING "creator_id")
UPDATE "creators" SET "followers_count" = greatest("followers_count" - 1, 0) FROM "own" WHERE "creators"."id" = "own"."creator_id";
