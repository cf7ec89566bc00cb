-- no transaction
ALTER TABLE "refunds" VALIDATE CONSTRAINT "refunds_status";--> statement-breakpoint
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "refunds_offered_once" ON "refunds" USING btree ("purchase_id") WHERE "refunds"."status" = 'offered';--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "purchases_sold" ON "purchases" USING btree ("creator_id","confirmed_at","id") WHERE "purchases"."status" in ('confirmed', 'refunded');
