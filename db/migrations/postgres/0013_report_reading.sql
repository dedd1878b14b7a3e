CREATE TABLE "report_links" (
	"id" text PRIMARY KEY NOT NULL,
	"survey_id" text NOT NULL,
	"token_hash" text NOT NULL,
	"label" text NOT NULL,
	"opens" text NOT NULL,
	"language" text,
	"recipient_id" text,
	"created_by" text NOT NULL,
	"created_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"revoked_at" bigint,
	"revoked_by" text,
	"last_opened_on" bigint
);
--> statement-breakpoint
CREATE TABLE "report_mail_plans" (
	"survey_id" text PRIMARY KEY NOT NULL,
	"after_close" text NOT NULL,
	"hours" integer NOT NULL,
	"running" text NOT NULL,
	"note" text NOT NULL,
	"with_pdf" boolean NOT NULL,
	"since" bigint NOT NULL,
	"revision" integer NOT NULL,
	"changed_by" text NOT NULL,
	"changed_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "report_mails" (
	"id" text PRIMARY KEY NOT NULL,
	"survey_id" text NOT NULL,
	"wave_id" text NOT NULL,
	"recipient_id" text NOT NULL,
	"occasion" text NOT NULL,
	"state" text NOT NULL,
	"due_at" bigint NOT NULL,
	"attempts" integer NOT NULL,
	"next_at" bigint NOT NULL,
	"claimed_at" bigint,
	"sent_at" bigint,
	"failure" text,
	"answer" text
);
--> statement-breakpoint
CREATE TABLE "report_recipients" (
	"id" text PRIMARY KEY NOT NULL,
	"survey_id" text NOT NULL,
	"person_id" text,
	"name" text NOT NULL,
	"address" text NOT NULL,
	"identity" text NOT NULL,
	"language" text NOT NULL,
	"added_by" text NOT NULL,
	"added_at" bigint NOT NULL,
	"unsubscribed_at" bigint,
	"removed_at" bigint
);
--> statement-breakpoint
ALTER TABLE "report_links" ADD CONSTRAINT "report_links_survey_id_surveys_id_fk" FOREIGN KEY ("survey_id") REFERENCES "public"."surveys"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_links" ADD CONSTRAINT "report_links_recipient_id_report_recipients_id_fk" FOREIGN KEY ("recipient_id") REFERENCES "public"."report_recipients"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_mail_plans" ADD CONSTRAINT "report_mail_plans_survey_id_surveys_id_fk" FOREIGN KEY ("survey_id") REFERENCES "public"."surveys"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_mails" ADD CONSTRAINT "report_mails_survey_id_surveys_id_fk" FOREIGN KEY ("survey_id") REFERENCES "public"."surveys"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_mails" ADD CONSTRAINT "report_mails_wave_id_waves_id_fk" FOREIGN KEY ("wave_id") REFERENCES "public"."waves"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_mails" ADD CONSTRAINT "report_mails_recipient_id_report_recipients_id_fk" FOREIGN KEY ("recipient_id") REFERENCES "public"."report_recipients"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_recipients" ADD CONSTRAINT "report_recipients_survey_id_surveys_id_fk" FOREIGN KEY ("survey_id") REFERENCES "public"."surveys"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_recipients" ADD CONSTRAINT "report_recipients_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "report_links_token" ON "report_links" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "report_links_of_survey" ON "report_links" USING btree ("survey_id","created_at");--> statement-breakpoint
CREATE INDEX "report_links_of_recipient" ON "report_links" USING btree ("recipient_id");--> statement-breakpoint
CREATE UNIQUE INDEX "report_mails_occasion" ON "report_mails" USING btree ("survey_id","occasion","recipient_id");--> statement-breakpoint
CREATE INDEX "report_mails_due" ON "report_mails" USING btree ("state","next_at");--> statement-breakpoint
CREATE INDEX "report_mails_of_survey" ON "report_mails" USING btree ("survey_id","due_at");--> statement-breakpoint
CREATE UNIQUE INDEX "report_recipients_identity" ON "report_recipients" USING btree ("survey_id","identity");