ALTER TABLE "creators" ADD COLUMN "welcome" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "creators" ADD COLUMN "tier_order" text DEFAULT 'ascending' NOT NULL;--> statement-breakpoint
ALTER TABLE "creators" ADD COLUMN "pinned_post_id" uuid;