CREATE TABLE "former_handles" (
	"handle" text PRIMARY KEY NOT NULL,
	"creator_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "creators" ADD COLUMN "handle_changed_at" timestamp (3) with time zone;--> statement-breakpoint
-- Of who has deleted their account the row stays, for what was bought, without a handle.
ALTER TABLE "creators" ALTER COLUMN "handle" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "left_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "tokens_from" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "kept_for_members" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "former_handles" ADD CONSTRAINT "former_handles_creator_id_creators_id_fk" FOREIGN KEY ("creator_id") REFERENCES "public"."creators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "former_handles_creator" ON "former_handles" USING btree ("creator_id");--> statement-breakpoint
-- By a trigger, so that processes of an older release give none of these out either: they know the name of the constraint.
-- After the write: who takes a handle that is just being let go has waited in the unique index until that was committed,
-- and sees here what it has left.
CREATE FUNCTION "keep_former_handle"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF OLD.handle IS NOT DISTINCT FROM NEW.handle THEN
      RETURN NULL;
    END IF;
    IF OLD.handle IS NOT NULL THEN
      INSERT INTO former_handles (handle, creator_id) VALUES (OLD.handle, OLD.id);
    END IF;
  END IF;
  DELETE FROM former_handles WHERE handle = NEW.handle AND creator_id = NEW.id;
  IF EXISTS (SELECT FROM former_handles WHERE handle = NEW.handle) THEN
    RAISE EXCEPTION 'somebody else had the handle' USING ERRCODE = 'unique_violation', CONSTRAINT = 'creators_handle_unique';
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER "creators_former_handle" AFTER INSERT OR UPDATE OF "handle" ON "creators"
  FOR EACH ROW EXECUTE FUNCTION "keep_former_handle"();--> statement-breakpoint
-- As before; what has no handle is not found.
CREATE OR REPLACE FUNCTION "keep_creator_found"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  names text[];
  found text[];
BEGIN
  IF NEW.handle IS NULL THEN
    DELETE FROM creator_search WHERE id = NEW.id;
    RETURN NULL;
  END IF;
  names := words_of(NEW.handle || ' ' || coalesce((SELECT display_name FROM users WHERE id = NEW.id), ''));
  found := names || words_of(NEW.bio);
  INSERT INTO creator_search (id, names, words)
  VALUES (NEW.id, kept_words(NEW.id, names), kept_words(NEW.id, found))
  ON CONFLICT (id) DO UPDATE SET names = excluded.names, words = excluded.words;
  PERFORM learn_words(found);
  RETURN NULL;
END $$;
