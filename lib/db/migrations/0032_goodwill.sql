-- Held against what there is by the next file, beside running writes.
ALTER TABLE "refunds" DROP CONSTRAINT "refunds_status", ADD CONSTRAINT "refunds_status" CHECK ("refunds"."status" in ('offered', 'owed', 'paid', 'void')) NOT VALID;--> statement-breakpoint
ALTER TABLE "refunds" ALTER COLUMN "payment_signature" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "refunds" ADD COLUMN "ends_access" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "refunds" ADD COLUMN "offered_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "purchases" ADD COLUMN "refunded_at" timestamp (3) with time zone;
