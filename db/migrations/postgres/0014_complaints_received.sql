CREATE TABLE "complaints_received" (
	"id" text PRIMARY KEY NOT NULL,
	"wave_id" text NOT NULL,
	"channel" text NOT NULL,
	"count" integer NOT NULL,
	"from_on" text NOT NULL,
	"until_on" text NOT NULL,
	"source" text NOT NULL,
	"entered_by" text NOT NULL,
	"entered_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "complaints_received" ADD CONSTRAINT "complaints_received_wave_id_waves_id_fk" FOREIGN KEY ("wave_id") REFERENCES "public"."waves"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "complaints_received_of_wave" ON "complaints_received" USING btree ("wave_id");