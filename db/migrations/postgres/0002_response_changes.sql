CREATE TABLE "column_chunks" (
	"wave_id" text NOT NULL,
	"name" text NOT NULL,
	"chunk" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "column_chunks_pk" PRIMARY KEY("wave_id","name","chunk")
);
--> statement-breakpoint
CREATE TABLE "response_counters" (
	"wave_id" text PRIMARY KEY NOT NULL,
	"changes" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "wave_columns" (
	"wave_id" text NOT NULL,
	"name" text NOT NULL,
	"shape" text NOT NULL,
	"size" integer NOT NULL,
	"sample_revision" integer NOT NULL,
	"responses_change" integer NOT NULL,
	"labels" json,
	"edition" text NOT NULL,
	CONSTRAINT "wave_columns_pk" PRIMARY KEY("wave_id","name")
);
--> statement-breakpoint
DROP INDEX "responses_state";--> statement-breakpoint
ALTER TABLE "responses" ADD COLUMN "change" integer;--> statement-breakpoint
UPDATE "responses" SET "change" = "numbered"."change"
FROM (
	SELECT "id", row_number() OVER (PARTITION BY "wave_id" ORDER BY "updated_at", "id") AS "change" FROM "responses"
) "numbered"
WHERE "numbered"."id" = "responses"."id";
--> statement-breakpoint
ALTER TABLE "responses" ALTER COLUMN "change" SET NOT NULL;--> statement-breakpoint
INSERT INTO "response_counters" ("wave_id", "changes")
SELECT "wave_id", max("change") FROM "responses" GROUP BY "wave_id";
--> statement-breakpoint
ALTER TABLE "response_counters" ADD CONSTRAINT "response_counters_wave_id_waves_id_fk" FOREIGN KEY ("wave_id") REFERENCES "public"."waves"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "responses_change" ON "responses" USING btree ("wave_id","change","status");
