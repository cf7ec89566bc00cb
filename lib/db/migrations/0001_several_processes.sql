CREATE TABLE "deployment" (
	"id" text PRIMARY KEY DEFAULT substr(md5(random()::text), 1, 12) NOT NULL
);
--> statement-breakpoint
CREATE INDEX "events_at" ON "events" USING btree ("at");--> statement-breakpoint
INSERT INTO "deployment" DEFAULT VALUES;
