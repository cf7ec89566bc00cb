CREATE TABLE "watermarked_pictures" (
	"media_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"made_at" timestamp (3) with time zone,
	CONSTRAINT "watermarked_pictures_media_id_user_id_pk" PRIMARY KEY("media_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "watermarked" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "watermarked_pictures" ADD CONSTRAINT "watermarked_pictures_media_id_media_id_fk" FOREIGN KEY ("media_id") REFERENCES "public"."media"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "watermarked_pictures" ADD CONSTRAINT "watermarked_pictures_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "watermarked_pictures_by_user" ON "watermarked_pictures" USING btree ("user_id");