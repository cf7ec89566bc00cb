CREATE TABLE "ledger_entries" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "ledger_entries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"purchase_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"signature" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "ledger_entries_kind" CHECK ("ledger_entries"."kind" in ('payment', 'refund', 'reversal'))
);
--> statement-breakpoint
CREATE TABLE "payments" (
	"signature" text PRIMARY KEY NOT NULL,
	"purchase_id" uuid NOT NULL,
	"state" text NOT NULL,
	"amount_lamports" bigint NOT NULL,
	"fee_lamports" bigint NOT NULL,
	"slot" bigint NOT NULL,
	"transaction" "bytea" NOT NULL,
	"last_valid_block_height" bigint NOT NULL,
	"executed_at" timestamp (3) with time zone NOT NULL,
	"seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"finalized_at" timestamp (3) with time zone,
	CONSTRAINT "payments_state" CHECK ("payments"."state" in ('applied', 'surplus', 'refund', 'vanished'))
);
--> statement-breakpoint
CREATE TABLE "refunds" (
	"id" uuid PRIMARY KEY NOT NULL,
	"payment_signature" text NOT NULL,
	"purchase_id" uuid NOT NULL,
	"buyer_id" uuid NOT NULL,
	"creator_id" uuid NOT NULL,
	"status" text DEFAULT 'owed' NOT NULL,
	"reason" text NOT NULL,
	"amount_lamports" bigint NOT NULL,
	"reference" text NOT NULL,
	"blockhash" text,
	"last_valid_block_height" bigint,
	"unsigned_transaction" "bytea",
	"signed_transaction" "bytea",
	"signature" text,
	"submitted_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"paid_at" timestamp (3) with time zone,
	"next_look_at" timestamp (3) with time zone,
	CONSTRAINT "refunds_payment_signature_unique" UNIQUE("payment_signature"),
	CONSTRAINT "refunds_reference_unique" UNIQUE("reference"),
	CONSTRAINT "refunds_signature_unique" UNIQUE("signature"),
	CONSTRAINT "refunds_status" CHECK ("refunds"."status" in ('owed', 'paid', 'void'))
);
--> statement-breakpoint
ALTER TABLE "ledger_lines" DROP CONSTRAINT "ledger_lines_once";--> statement-breakpoint
ALTER TABLE "ledger_lines" DROP CONSTRAINT "ledger_lines_purchase_id_purchases_id_fk";
--> statement-breakpoint
ALTER TABLE "deployment" ADD COLUMN "reference_key" text DEFAULT replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '') NOT NULL;--> statement-breakpoint
ALTER TABLE "ledger_lines" ADD COLUMN "entry_id" bigint;--> statement-breakpoint
-- What was paid so far was paid on the embedded ledger, where everything is final at once.
INSERT INTO "payments" SELECT "signature", "id", CASE WHEN "status" = 'confirmed' THEN 'applied' ELSE 'surplus' END, "amount_lamports", 5000, 0, "signed_transaction", "last_valid_block_height", "confirmed_at", "confirmed_at", "confirmed_at" FROM "purchases" WHERE "confirmed_at" IS NOT NULL;--> statement-breakpoint
INSERT INTO "ledger_entries" ("purchase_id", "kind", "signature", "created_at") SELECT "id", 'payment', "signature", "confirmed_at" FROM "purchases" WHERE "confirmed_at" IS NOT NULL;--> statement-breakpoint
UPDATE "ledger_lines" SET "entry_id" = "ledger_entries"."id" FROM "ledger_entries" WHERE "ledger_entries"."purchase_id" = "ledger_lines"."purchase_id";--> statement-breakpoint
ALTER TABLE "ledger_lines" ALTER COLUMN "entry_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "purchases" ADD COLUMN "quoted_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "purchases" ADD COLUMN "next_look_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "reminded_of" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_purchase_id_purchases_id_fk" FOREIGN KEY ("purchase_id") REFERENCES "public"."purchases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_signature_payments_signature_fk" FOREIGN KEY ("signature") REFERENCES "public"."payments"("signature") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_purchase_id_purchases_id_fk" FOREIGN KEY ("purchase_id") REFERENCES "public"."purchases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_payment_signature_payments_signature_fk" FOREIGN KEY ("payment_signature") REFERENCES "public"."payments"("signature") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_purchase_id_purchases_id_fk" FOREIGN KEY ("purchase_id") REFERENCES "public"."purchases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_buyer_id_users_id_fk" FOREIGN KEY ("buyer_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_creator_id_creators_id_fk" FOREIGN KEY ("creator_id") REFERENCES "public"."creators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "ledger_entries_purchase" ON "ledger_entries" USING btree ("purchase_id");--> statement-breakpoint
CREATE UNIQUE INDEX "payments_applied_once" ON "payments" USING btree ("purchase_id") WHERE "payments"."state" = 'applied';--> statement-breakpoint
CREATE INDEX "payments_purchase" ON "payments" USING btree ("purchase_id");--> statement-breakpoint
CREATE INDEX "payments_not_final" ON "payments" USING btree ("seen_at") WHERE "payments"."finalized_at" is null and "payments"."state" <> 'vanished';--> statement-breakpoint
CREATE INDEX "refunds_buyer" ON "refunds" USING btree ("buyer_id","id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "refunds_creator" ON "refunds" USING btree ("creator_id","id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "refunds_next_look" ON "refunds" USING btree ("next_look_at") WHERE "refunds"."next_look_at" is not null;--> statement-breakpoint
ALTER TABLE "ledger_lines" ADD CONSTRAINT "ledger_lines_entry_id_ledger_entries_id_fk" FOREIGN KEY ("entry_id") REFERENCES "public"."ledger_entries"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "purchases_next_look" ON "purchases" USING btree ("next_look_at") WHERE "purchases"."next_look_at" is not null;--> statement-breakpoint
ALTER TABLE "ledger_lines" DROP COLUMN "purchase_id";--> statement-breakpoint
ALTER TABLE "ledger_lines" DROP COLUMN "created_at";--> statement-breakpoint
ALTER TABLE "ledger_lines" ADD CONSTRAINT "ledger_lines_once" UNIQUE("entry_id","account");