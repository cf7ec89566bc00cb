-- no transaction
-- What was written before there were words to be found by: ten thousand posts at a time, so that nobody who changes one
-- of them waits long.
DO $$
DECLARE
  last uuid := '00000000-0000-0000-0000-000000000000';
  ids uuid[];
BEGIN
  LOOP
    SELECT array_agg(id) INTO ids FROM (
      SELECT p.id FROM posts p WHERE p.id > last AND p.deleted_at IS NULL ORDER BY p.id LIMIT 10000) part;
    EXIT WHEN ids IS NULL;
    -- Of one that was unlisted a moment ago a row may stay: what is found is read as any other post, and left out.
    INSERT INTO post_search (id, words)
    SELECT id, kept_words(id, words_of(title || ' ' || teaser || ' ' || array_to_string(tags, ' ')))
    FROM posts WHERE id = ANY (ids) AND listed
    ON CONFLICT DO NOTHING;
    last := ids[array_upper(ids, 1)];
    COMMIT;
  END LOOP;
END $$;--> statement-breakpoint
INSERT INTO "creator_search" ("id", "names", "words")
SELECT c.id, kept_words(c.id, names), kept_words(c.id, names || words_of(c.bio))
FROM creators c JOIN users u ON u.id = c.id, LATERAL (
  SELECT words_of(c.handle || ' ' || coalesce(u.display_name, '')) AS names) n
ON CONFLICT DO NOTHING;--> statement-breakpoint
SELECT learn_words(array_agg(word)) FROM (
  SELECT word FROM ts_stat('select words from post_search union all select words from creator_search')) w;--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "creator_search_names" ON "creator_search" USING gin ("names") WITH (fastupdate=false);--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "creator_search_words" ON "creator_search" USING gin ("words") WITH (fastupdate=false);--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "post_search_words" ON "post_search" USING gin ("words") WITH (fastupdate=false);--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "posts_open_newest" ON "posts" USING btree ("id") WHERE "posts"."deleted_at" is null and "posts"."listed" and "posts"."min_tier" is null and "posts"."price_lamports" is null;