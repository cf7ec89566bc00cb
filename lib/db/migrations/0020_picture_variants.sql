ALTER TABLE "media" ADD COLUMN "variants_version" integer;--> statement-breakpoint
ALTER TABLE "media" ADD COLUMN "placeholder" text;--> statement-breakpoint
ALTER TABLE "media" ADD COLUMN "was_public" boolean DEFAULT false NOT NULL;