-- no transaction
CREATE TABLE IF NOT EXISTS "judged_signatures" (
	"reference" text NOT NULL,
	"signature" text NOT NULL,
	CONSTRAINT "judged_signatures_reference_signature_pk" PRIMARY KEY("reference","signature")
);
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "purchases_next_look_unpaid" ON "purchases" USING btree ("next_look_at") WHERE "purchases"."next_look_at" is not null and "purchases"."status" in ('expired', 'failed');
