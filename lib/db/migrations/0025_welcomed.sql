-- Who is here already needs no first steps; whoever comes from now on does. The table is not rewritten.
ALTER TABLE "users" ADD COLUMN "welcomed" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "welcomed" SET DEFAULT false;
