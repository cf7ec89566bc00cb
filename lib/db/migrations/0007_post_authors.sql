-- Filled in by a job: rows of an earlier release have none, and such processes go on writing some meanwhile.
ALTER TABLE "comments" ADD COLUMN "post_author_id" uuid;--> statement-breakpoint
ALTER TABLE "likes" ADD COLUMN "post_author_id" uuid;
