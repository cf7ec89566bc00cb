-- Those that are there are of the first round. What older processes still write gets none, and is marked by itself.
ALTER TABLE "notifications" ADD COLUMN "read_round" integer DEFAULT 0;--> statement-breakpoint
ALTER TABLE "notifications" ALTER COLUMN "read_round" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "read_round" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "read_round_at" timestamp (3) with time zone;
