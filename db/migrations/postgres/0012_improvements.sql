CREATE TABLE "improvement_measures" (
	"id" text PRIMARY KEY NOT NULL,
	"survey_id" text NOT NULL,
	"title" text NOT NULL,
	"description" text NOT NULL,
	"owner" text NOT NULL,
	"owner_id" text,
	"target" text NOT NULL,
	"wave_id" text,
	"status" text NOT NULL,
	"start_on" text NOT NULL,
	"due_on" text,
	"done_on" text,
	"revision" integer NOT NULL,
	"created_by" text NOT NULL,
	"created_at" bigint NOT NULL,
	"changed_by" text NOT NULL,
	"changed_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "published_indices" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"industry" text NOT NULL,
	"country" text NOT NULL,
	"period" text NOT NULL,
	"ended_on" text NOT NULL,
	"value" double precision NOT NULL,
	"scale_min" double precision NOT NULL,
	"scale_max" double precision NOT NULL,
	"source" text NOT NULL,
	"source_url" text NOT NULL,
	"revision" integer NOT NULL,
	"created_by" text NOT NULL,
	"created_at" bigint NOT NULL,
	"changed_by" text NOT NULL,
	"changed_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "saved_comparisons" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"name" text NOT NULL,
	"query" text NOT NULL,
	"saved_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "survey_events" (
	"id" text PRIMARY KEY NOT NULL,
	"survey_id" text NOT NULL,
	"happened_on" text NOT NULL,
	"text" json NOT NULL,
	"scope" text NOT NULL,
	"revision" integer NOT NULL,
	"created_by" text NOT NULL,
	"created_at" bigint NOT NULL,
	"changed_by" text NOT NULL,
	"changed_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "improvement_measures" ADD CONSTRAINT "improvement_measures_survey_id_surveys_id_fk" FOREIGN KEY ("survey_id") REFERENCES "public"."surveys"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "improvement_measures" ADD CONSTRAINT "improvement_measures_owner_id_people_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."people"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "improvement_measures" ADD CONSTRAINT "improvement_measures_wave_id_waves_id_fk" FOREIGN KEY ("wave_id") REFERENCES "public"."waves"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_comparisons" ADD CONSTRAINT "saved_comparisons_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "survey_events" ADD CONSTRAINT "survey_events_survey_id_surveys_id_fk" FOREIGN KEY ("survey_id") REFERENCES "public"."surveys"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "improvement_measures_of_survey" ON "improvement_measures" USING btree ("survey_id","start_on");--> statement-breakpoint
CREATE INDEX "published_indices_of_name" ON "published_indices" USING btree ("name","ended_on");--> statement-breakpoint
CREATE UNIQUE INDEX "saved_comparisons_of_person" ON "saved_comparisons" USING btree ("person_id","name");--> statement-breakpoint
CREATE INDEX "survey_events_of_survey" ON "survey_events" USING btree ("survey_id","happened_on");