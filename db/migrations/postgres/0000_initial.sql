CREATE TABLE "draws" (
	"id" text PRIMARY KEY NOT NULL,
	"wave_id" text NOT NULL,
	"seed" text NOT NULL,
	"sizes" json NOT NULL,
	"drawn_at" bigint NOT NULL,
	"protocol" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "frame_customers" (
	"id" text PRIMARY KEY NOT NULL,
	"frame_id" text NOT NULL,
	"position" integer NOT NULL,
	"customer" text NOT NULL,
	"stratum" text NOT NULL,
	"attributes" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "frame_strata" (
	"frame_id" text NOT NULL,
	"stratum" text NOT NULL,
	"population" double precision NOT NULL,
	CONSTRAINT "frame_strata_pk" PRIMARY KEY("frame_id","stratum")
);
--> statement-breakpoint
CREATE TABLE "frames" (
	"id" text PRIMARY KEY NOT NULL,
	"survey_id" text NOT NULL,
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"source" text NOT NULL,
	"strata_from" json NOT NULL,
	"margins" json NOT NULL,
	"imported_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "links" (
	"id" text PRIMARY KEY NOT NULL,
	"wave_id" text NOT NULL,
	"member_id" text,
	"token_hash" text NOT NULL,
	"expires_at" bigint,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "responses" (
	"id" text PRIMARY KEY NOT NULL,
	"wave_id" text NOT NULL,
	"version_id" text NOT NULL,
	"member_id" text,
	"link_id" text,
	"stratum" text,
	"status" text NOT NULL,
	"revision" integer NOT NULL,
	"answers" json NOT NULL,
	"passed" json NOT NULL,
	"locale" text NOT NULL,
	"source" text NOT NULL,
	"started_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	"submitted_at" bigint
);
--> statement-breakpoint
CREATE TABLE "sample_members" (
	"id" text PRIMARY KEY NOT NULL,
	"wave_id" text NOT NULL,
	"position" integer NOT NULL,
	"customer" text NOT NULL,
	"stratum" text NOT NULL,
	"attributes" json NOT NULL,
	"disposition" text,
	"disposition_at" bigint,
	"weight" double precision
);
--> statement-breakpoint
CREATE TABLE "surveys" (
	"id" text PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"draft" json NOT NULL,
	"draft_revision" integer NOT NULL,
	"plan" json NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "survey_versions" (
	"id" text PRIMARY KEY NOT NULL,
	"survey_id" text NOT NULL,
	"number" integer NOT NULL,
	"definition" json NOT NULL,
	"published_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "wave_strata" (
	"wave_id" text NOT NULL,
	"stratum" text NOT NULL,
	"population" double precision,
	"sampled" integer NOT NULL,
	CONSTRAINT "wave_strata_pk" PRIMARY KEY("wave_id","stratum")
);
--> statement-breakpoint
CREATE TABLE "waves" (
	"id" text PRIMARY KEY NOT NULL,
	"survey_id" text NOT NULL,
	"key" text NOT NULL,
	"position" integer NOT NULL,
	"label" json,
	"frame_id" text,
	"version_id" text NOT NULL,
	"opens_at" bigint,
	"closes_at" bigint,
	"closed_at" bigint,
	"plan" json,
	"open_key" text,
	"stratum_question" text,
	"sample_revision" integer NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "draws" ADD CONSTRAINT "draws_wave_id_waves_id_fk" FOREIGN KEY ("wave_id") REFERENCES "public"."waves"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "frame_customers" ADD CONSTRAINT "frame_customers_frame_id_frames_id_fk" FOREIGN KEY ("frame_id") REFERENCES "public"."frames"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "frame_strata" ADD CONSTRAINT "frame_strata_frame_id_frames_id_fk" FOREIGN KEY ("frame_id") REFERENCES "public"."frames"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "frames" ADD CONSTRAINT "frames_survey_id_surveys_id_fk" FOREIGN KEY ("survey_id") REFERENCES "public"."surveys"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "links" ADD CONSTRAINT "links_wave_id_waves_id_fk" FOREIGN KEY ("wave_id") REFERENCES "public"."waves"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "links" ADD CONSTRAINT "links_member_id_sample_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."sample_members"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "responses" ADD CONSTRAINT "responses_wave_id_waves_id_fk" FOREIGN KEY ("wave_id") REFERENCES "public"."waves"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "responses" ADD CONSTRAINT "responses_version_id_survey_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."survey_versions"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "responses" ADD CONSTRAINT "responses_member_id_sample_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."sample_members"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "responses" ADD CONSTRAINT "responses_link_id_links_id_fk" FOREIGN KEY ("link_id") REFERENCES "public"."links"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sample_members" ADD CONSTRAINT "sample_members_wave_id_waves_id_fk" FOREIGN KEY ("wave_id") REFERENCES "public"."waves"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "survey_versions" ADD CONSTRAINT "survey_versions_survey_id_surveys_id_fk" FOREIGN KEY ("survey_id") REFERENCES "public"."surveys"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wave_strata" ADD CONSTRAINT "wave_strata_wave_id_waves_id_fk" FOREIGN KEY ("wave_id") REFERENCES "public"."waves"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waves" ADD CONSTRAINT "waves_survey_id_surveys_id_fk" FOREIGN KEY ("survey_id") REFERENCES "public"."surveys"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waves" ADD CONSTRAINT "waves_frame_id_frames_id_fk" FOREIGN KEY ("frame_id") REFERENCES "public"."frames"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waves" ADD CONSTRAINT "waves_version_id_survey_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."survey_versions"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "draws_wave" ON "draws" USING btree ("wave_id");--> statement-breakpoint
CREATE UNIQUE INDEX "frame_customers_customer" ON "frame_customers" USING btree ("frame_id","customer");--> statement-breakpoint
CREATE UNIQUE INDEX "frame_customers_position" ON "frame_customers" USING btree ("frame_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "frames_key" ON "frames" USING btree ("survey_id","key");--> statement-breakpoint
CREATE UNIQUE INDEX "links_member" ON "links" USING btree ("member_id");--> statement-breakpoint
CREATE UNIQUE INDEX "links_token_hash" ON "links" USING btree ("token_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "responses_member" ON "responses" USING btree ("member_id");--> statement-breakpoint
CREATE UNIQUE INDEX "responses_link" ON "responses" USING btree ("link_id");--> statement-breakpoint
CREATE INDEX "responses_state" ON "responses" USING btree ("wave_id","status","revision");--> statement-breakpoint
CREATE INDEX "responses_without_member" ON "responses" USING btree ("wave_id","started_at","id") WHERE "responses"."member_id" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "sample_members_customer" ON "sample_members" USING btree ("wave_id","customer");--> statement-breakpoint
CREATE UNIQUE INDEX "sample_members_position" ON "sample_members" USING btree ("wave_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "surveys_slug" ON "surveys" USING btree ("slug");--> statement-breakpoint
CREATE UNIQUE INDEX "survey_versions_number" ON "survey_versions" USING btree ("survey_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "waves_key" ON "waves" USING btree ("survey_id","key");--> statement-breakpoint
CREATE UNIQUE INDEX "waves_position" ON "waves" USING btree ("survey_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "waves_open_key" ON "waves" USING btree ("open_key");