CREATE TABLE "post_views" (
	"post_id" uuid PRIMARY KEY NOT NULL,
	"seen_count" integer NOT NULL,
	"opened_count" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "view_marks" (
	"day" date NOT NULL,
	"post_id" uuid NOT NULL,
	"opened" boolean NOT NULL,
	"reader" text NOT NULL,
	CONSTRAINT "view_marks_day_post_id_opened_reader_pk" PRIMARY KEY("day","post_id","opened","reader")
);
--> statement-breakpoint
CREATE TABLE "view_salts" (
	"day" date PRIMARY KEY NOT NULL,
	"salt" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "post_views" ADD CONSTRAINT "post_views_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "view_marks" ADD CONSTRAINT "view_marks_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;