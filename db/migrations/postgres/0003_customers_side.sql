CREATE TABLE "images" (
	"digest" text PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "opt_outs" (
	"customer" text PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL,
	"source" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "quota_places" (
	"wave_id" text NOT NULL,
	"quota" text NOT NULL,
	"place" integer NOT NULL,
	"response_id" text NOT NULL,
	"held_until" bigint,
	CONSTRAINT "quota_places_pk" PRIMARY KEY("wave_id","quota","place")
);
--> statement-breakpoint
ALTER TABLE "links" ADD COLUMN "answered" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "responses" ADD COLUMN "from_sample" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "responses" ADD COLUMN "access_hash" text;--> statement-breakpoint
ALTER TABLE "responses" ADD COLUMN "facts" json;--> statement-breakpoint
ALTER TABLE "responses" ADD COLUMN "revising" json;--> statement-breakpoint
ALTER TABLE "responses" ADD COLUMN "consent" json;--> statement-breakpoint
ALTER TABLE "quota_places" ADD CONSTRAINT "quota_places_wave_id_waves_id_fk" FOREIGN KEY ("wave_id") REFERENCES "public"."waves"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quota_places" ADD CONSTRAINT "quota_places_response_id_responses_id_fk" FOREIGN KEY ("response_id") REFERENCES "public"."responses"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "quota_places_response" ON "quota_places" USING btree ("response_id","quota");--> statement-breakpoint
CREATE INDEX "quota_places_held" ON "quota_places" USING btree ("wave_id","quota","held_until") WHERE "quota_places"."held_until" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "responses_access" ON "responses" USING btree ("access_hash") WHERE "responses"."access_hash" is not null;