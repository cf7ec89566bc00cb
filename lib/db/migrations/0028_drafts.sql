ALTER TABLE "posts" ADD COLUMN "status" text DEFAULT 'published' NOT NULL;--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "publish_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "published_id" uuid;--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "comments_open" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "post_search" ADD COLUMN "published_id" uuid;--> statement-breakpoint
ALTER TABLE "post_tags" ADD COLUMN "published_id" uuid;--> statement-breakpoint
-- All that is there is published: nothing has to be looked through.
ALTER TABLE "posts" ADD CONSTRAINT "posts_unpublished" CHECK ("posts"."status" = 'published' or not "posts"."listed") NOT VALID;--> statement-breakpoint
-- As before; of a draft nothing is kept, and what was one is found by when it was published.
CREATE OR REPLACE FUNCTION "keep_post_found"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  found text[];
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (OLD.title, OLD.teaser, OLD.tags, OLD.listed, OLD.deleted_at, OLD.status)
      IS NOT DISTINCT FROM (NEW.title, NEW.teaser, NEW.tags, NEW.listed, NEW.deleted_at, NEW.status) THEN
      RETURN NULL;
    END IF;
    DELETE FROM post_tags WHERE tag = ANY (OLD.tags) AND post_id = OLD.id
      AND (NEW.deleted_at IS NOT NULL OR tag <> ALL (NEW.tags));
  END IF;
  IF NEW.status <> 'published' THEN
    RETURN NULL;
  END IF;
  IF NEW.deleted_at IS NULL THEN
    INSERT INTO post_tags (tag, post_id, author_id, published_id)
    SELECT DISTINCT tag, NEW.id, NEW.author_id, NEW.published_id FROM unnest(NEW.tags) AS tag
    ON CONFLICT DO NOTHING;
  END IF;
  IF NEW.deleted_at IS NOT NULL OR NOT NEW.listed THEN
    DELETE FROM post_search WHERE id = NEW.id;
    RETURN NULL;
  END IF;
  found := words_of(NEW.title || ' ' || NEW.teaser || ' ' || array_to_string(NEW.tags, ' '));
  INSERT INTO post_search (id, words, published_id)
  VALUES (NEW.id, kept_words(coalesce(NEW.published_id, NEW.id), found), NEW.published_id)
  ON CONFLICT (id) DO UPDATE SET words = excluded.words;
  PERFORM learn_words(found);
  RETURN NULL;
END $$;--> statement-breakpoint
DROP TRIGGER "posts_found" ON "posts";--> statement-breakpoint
CREATE TRIGGER "posts_found" AFTER INSERT OR UPDATE OF "title", "teaser", "tags", "listed", "deleted_at", "status" ON "posts"
  FOR EACH ROW EXECUTE FUNCTION "keep_post_found"();
