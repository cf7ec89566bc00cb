CREATE TABLE "ledger_checks" (
	"checked_at" timestamp (3) with time zone PRIMARY KEY NOT NULL,
	"before_slot" bigint NOT NULL
);
