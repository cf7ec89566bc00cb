ALTER TABLE "creators" ADD COLUMN "cover_focus" jsonb;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "avatar_focus" jsonb;