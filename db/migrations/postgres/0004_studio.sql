CREATE TABLE "draft_edits" (
	"survey_id" text NOT NULL,
	"revision" integer NOT NULL,
	"draft" json NOT NULL,
	"what" json NOT NULL,
	"person_id" text,
	"person_name" text,
	"at" bigint NOT NULL,
	CONSTRAINT "draft_edits_pk" PRIMARY KEY("survey_id","revision")
);
--> statement-breakpoint
CREATE TABLE "exclusions" (
	"id" text PRIMARY KEY NOT NULL,
	"wave_id" text NOT NULL,
	"response_id" text NOT NULL,
	"reason" text NOT NULL,
	"excluded_by" text NOT NULL,
	"excluded_at" bigint NOT NULL,
	"undone_by" text,
	"undone_at" bigint
);
--> statement-breakpoint
CREATE TABLE "saved_templates" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"note" text NOT NULL,
	"definition" json NOT NULL,
	"saved_by" text NOT NULL,
	"saved_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "series_decisions" (
	"version_id" text NOT NULL,
	"item" text NOT NULL,
	"continues" boolean NOT NULL,
	"reason" text NOT NULL,
	"decided_by" text NOT NULL,
	"decided_at" bigint NOT NULL,
	CONSTRAINT "series_decisions_pk" PRIMARY KEY("version_id","item")
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"key" text PRIMARY KEY NOT NULL,
	"value" json NOT NULL,
	"changed_by" text NOT NULL,
	"changed_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "frames" ADD COLUMN "is_complete" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "response_counters" ADD COLUMN "started" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "response_counters" ADD COLUMN "submitted" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "response_counters" ADD COLUMN "screened_out" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "response_counters" ADD COLUMN "over_quota" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "response_counters" ADD COLUMN "withdrawn" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "response_counters" ADD COLUMN "excluded" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "responses" ADD COLUMN "entered_by" text;--> statement-breakpoint
ALTER TABLE "responses" ADD COLUMN "is_excluded" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "surveys" ADD COLUMN "title" json;--> statement-breakpoint
ALTER TABLE "surveys" ADD COLUMN "archived_at" bigint;--> statement-breakpoint
ALTER TABLE "survey_versions" ADD COLUMN "published_by" text;--> statement-breakpoint
ALTER TABLE "draft_edits" ADD CONSTRAINT "draft_edits_survey_id_surveys_id_fk" FOREIGN KEY ("survey_id") REFERENCES "public"."surveys"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exclusions" ADD CONSTRAINT "exclusions_wave_id_waves_id_fk" FOREIGN KEY ("wave_id") REFERENCES "public"."waves"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exclusions" ADD CONSTRAINT "exclusions_response_id_responses_id_fk" FOREIGN KEY ("response_id") REFERENCES "public"."responses"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "series_decisions" ADD CONSTRAINT "series_decisions_version_id_survey_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."survey_versions"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "exclusions_standing" ON "exclusions" USING btree ("response_id") WHERE "exclusions"."undone_at" is null;--> statement-breakpoint
CREATE INDEX "exclusions_of_wave" ON "exclusions" USING btree ("wave_id","excluded_at");--> statement-breakpoint
CREATE UNIQUE INDEX "saved_templates_name" ON "saved_templates" USING btree ("name");--> statement-breakpoint
CREATE INDEX "sample_members_of_customer" ON "sample_members" USING btree ("customer");--> statement-breakpoint
UPDATE "surveys" SET "title" = "draft"->'title' WHERE json_typeof("draft"->'title') = 'object';--> statement-breakpoint
UPDATE "response_counters" SET
	"started" = (SELECT count(*) FROM "responses" WHERE "responses"."wave_id" = "response_counters"."wave_id" AND "status" = 'started'),
	"submitted" = (SELECT count(*) FROM "responses" WHERE "responses"."wave_id" = "response_counters"."wave_id" AND "status" = 'submitted'),
	"screened_out" = (SELECT count(*) FROM "responses" WHERE "responses"."wave_id" = "response_counters"."wave_id" AND "status" = 'screenedOut'),
	"over_quota" = (SELECT count(*) FROM "responses" WHERE "responses"."wave_id" = "response_counters"."wave_id" AND "status" = 'overQuota'),
	"withdrawn" = (SELECT count(*) FROM "responses" WHERE "responses"."wave_id" = "response_counters"."wave_id" AND "status" = 'withdrawn');
