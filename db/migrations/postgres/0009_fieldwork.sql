CREATE TABLE "sent_durations" (
	"wave_id" text NOT NULL,
	"route" text NOT NULL,
	"seconds" integer NOT NULL,
	"submitted" integer NOT NULL,
	CONSTRAINT "sent_durations_pk" PRIMARY KEY("wave_id","route","seconds")
);
--> statement-breakpoint
CREATE TABLE "sent_quarters" (
	"wave_id" text NOT NULL,
	"quarter" integer NOT NULL,
	"submitted" integer NOT NULL,
	CONSTRAINT "sent_quarters_pk" PRIMARY KEY("wave_id","quarter")
);
--> statement-breakpoint
CREATE TABLE "started_routes" (
	"wave_id" text NOT NULL,
	"route" text NOT NULL,
	"started" integer NOT NULL,
	CONSTRAINT "started_routes_pk" PRIMARY KEY("wave_id","route")
);
--> statement-breakpoint
ALTER TABLE "exclusions" ADD COLUMN "note" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "sent_durations" ADD CONSTRAINT "sent_durations_wave_id_waves_id_fk" FOREIGN KEY ("wave_id") REFERENCES "public"."waves"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sent_quarters" ADD CONSTRAINT "sent_quarters_wave_id_waves_id_fk" FOREIGN KEY ("wave_id") REFERENCES "public"."waves"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "started_routes" ADD CONSTRAINT "started_routes_wave_id_waves_id_fk" FOREIGN KEY ("wave_id") REFERENCES "public"."waves"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
INSERT INTO "sent_quarters" ("wave_id", "quarter", "submitted")
SELECT "wave_id", "submitted_at" / 900000, count(*) FROM "responses" WHERE "status" = 'submitted' AND "submitted_at" IS NOT NULL GROUP BY 1, 2;
--> statement-breakpoint
INSERT INTO "sent_durations" ("wave_id", "route", "seconds", "submitted")
SELECT "wave_id", "passed"::text, CASE WHEN greatest(0, ("submitted_at" - "started_at") / 1000) < 600 THEN greatest(0, ("submitted_at" - "started_at") / 1000) WHEN greatest(0, ("submitted_at" - "started_at") / 1000) < 3600 THEN greatest(0, ("submitted_at" - "started_at") / 1000) / 10 * 10 WHEN greatest(0, ("submitted_at" - "started_at") / 1000) < 86400 THEN greatest(0, ("submitted_at" - "started_at") / 1000) / 600 * 600 ELSE 86400 END, count(*) FROM "responses"
WHERE "status" = 'submitted' AND "submitted_at" IS NOT NULL AND "source" = 'web' GROUP BY 1, 2, 3;
--> statement-breakpoint
INSERT INTO "started_routes" ("wave_id", "route", "started")
SELECT "wave_id", "passed"::text, count(*) FROM "responses" WHERE "status" = 'started' GROUP BY 1, 2;
--> statement-breakpoint
CREATE FUNCTION "add_to_fieldwork"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO "sent_quarters" ("wave_id", "quarter", "submitted")
	SELECT "wave_id", "submitted_at" / 900000, count(*) FROM "new_responses"
	WHERE "status" = 'submitted' AND "submitted_at" IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2
	ON CONFLICT ("wave_id", "quarter") DO UPDATE SET "submitted" = "sent_quarters"."submitted" + excluded."submitted";
	INSERT INTO "sent_durations" ("wave_id", "route", "seconds", "submitted")
	SELECT "wave_id", "passed"::text, CASE WHEN greatest(0, ("submitted_at" - "started_at") / 1000) < 600 THEN greatest(0, ("submitted_at" - "started_at") / 1000) WHEN greatest(0, ("submitted_at" - "started_at") / 1000) < 3600 THEN greatest(0, ("submitted_at" - "started_at") / 1000) / 10 * 10 WHEN greatest(0, ("submitted_at" - "started_at") / 1000) < 86400 THEN greatest(0, ("submitted_at" - "started_at") / 1000) / 600 * 600 ELSE 86400 END, count(*) FROM "new_responses"
	WHERE "status" = 'submitted' AND "submitted_at" IS NOT NULL AND "source" = 'web' GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
	ON CONFLICT ("wave_id", "route", "seconds") DO UPDATE SET "submitted" = "sent_durations"."submitted" + excluded."submitted";
	INSERT INTO "started_routes" ("wave_id", "route", "started")
	SELECT "wave_id", "passed"::text, count(*) FROM "new_responses" WHERE "status" = 'started' GROUP BY 1, 2 ORDER BY 1, 2
	ON CONFLICT ("wave_id", "route") DO UPDATE SET "started" = "started_routes"."started" + excluded."started";
	RETURN NULL;
END;
$$;
--> statement-breakpoint
CREATE FUNCTION "take_from_fieldwork"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	UPDATE "sent_quarters" SET "submitted" = "submitted" - "gone"."count"
	FROM (SELECT "wave_id", "submitted_at" / 900000 AS "quarter", count(*) AS "count" FROM "deleted_responses"
		WHERE "status" = 'submitted' AND "submitted_at" IS NOT NULL GROUP BY 1, 2) AS "gone"
	WHERE "sent_quarters"."wave_id" = "gone"."wave_id" AND "sent_quarters"."quarter" = "gone"."quarter";
	UPDATE "sent_durations" SET "submitted" = "submitted" - "gone"."count"
	FROM (SELECT "wave_id", "passed"::text AS "route", CASE WHEN greatest(0, ("submitted_at" - "started_at") / 1000) < 600 THEN greatest(0, ("submitted_at" - "started_at") / 1000) WHEN greatest(0, ("submitted_at" - "started_at") / 1000) < 3600 THEN greatest(0, ("submitted_at" - "started_at") / 1000) / 10 * 10 WHEN greatest(0, ("submitted_at" - "started_at") / 1000) < 86400 THEN greatest(0, ("submitted_at" - "started_at") / 1000) / 600 * 600 ELSE 86400 END AS "seconds", count(*) AS "count" FROM "deleted_responses"
		WHERE "status" = 'submitted' AND "submitted_at" IS NOT NULL AND "source" = 'web' GROUP BY 1, 2, 3) AS "gone"
	WHERE "sent_durations"."wave_id" = "gone"."wave_id" AND "sent_durations"."route" = "gone"."route"
		AND "sent_durations"."seconds" = "gone"."seconds";
	UPDATE "started_routes" SET "started" = "started" - "gone"."count"
	FROM (SELECT "wave_id", "passed"::text AS "route", count(*) AS "count" FROM "deleted_responses" WHERE "status" = 'started' GROUP BY 1, 2) AS "gone"
	WHERE "started_routes"."wave_id" = "gone"."wave_id" AND "started_routes"."route" = "gone"."route";
	RETURN NULL;
END;
$$;
--> statement-breakpoint
CREATE FUNCTION "move_in_fieldwork"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	UPDATE "sent_quarters" SET "submitted" = "submitted" - "gone"."count"
	FROM (SELECT "wave_id", "submitted_at" / 900000 AS "quarter", count(*) AS "count" FROM (SELECT OLD.*) AS "old_response"
		WHERE "status" = 'submitted' AND "submitted_at" IS NOT NULL GROUP BY 1, 2) AS "gone"
	WHERE "sent_quarters"."wave_id" = "gone"."wave_id" AND "sent_quarters"."quarter" = "gone"."quarter";
	UPDATE "sent_durations" SET "submitted" = "submitted" - "gone"."count"
	FROM (SELECT "wave_id", "passed"::text AS "route", CASE WHEN greatest(0, ("submitted_at" - "started_at") / 1000) < 600 THEN greatest(0, ("submitted_at" - "started_at") / 1000) WHEN greatest(0, ("submitted_at" - "started_at") / 1000) < 3600 THEN greatest(0, ("submitted_at" - "started_at") / 1000) / 10 * 10 WHEN greatest(0, ("submitted_at" - "started_at") / 1000) < 86400 THEN greatest(0, ("submitted_at" - "started_at") / 1000) / 600 * 600 ELSE 86400 END AS "seconds", count(*) AS "count" FROM (SELECT OLD.*) AS "old_response"
		WHERE "status" = 'submitted' AND "submitted_at" IS NOT NULL AND "source" = 'web' GROUP BY 1, 2, 3) AS "gone"
	WHERE "sent_durations"."wave_id" = "gone"."wave_id" AND "sent_durations"."route" = "gone"."route"
		AND "sent_durations"."seconds" = "gone"."seconds";
	UPDATE "started_routes" SET "started" = "started" - "gone"."count"
	FROM (SELECT "wave_id", "passed"::text AS "route", count(*) AS "count" FROM (SELECT OLD.*) AS "old_response" WHERE "status" = 'started' GROUP BY 1, 2) AS "gone"
	WHERE "started_routes"."wave_id" = "gone"."wave_id" AND "started_routes"."route" = "gone"."route";
	INSERT INTO "sent_quarters" ("wave_id", "quarter", "submitted")
	SELECT "wave_id", "submitted_at" / 900000, count(*) FROM (SELECT NEW.*) AS "new_response"
	WHERE "status" = 'submitted' AND "submitted_at" IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2
	ON CONFLICT ("wave_id", "quarter") DO UPDATE SET "submitted" = "sent_quarters"."submitted" + excluded."submitted";
	INSERT INTO "sent_durations" ("wave_id", "route", "seconds", "submitted")
	SELECT "wave_id", "passed"::text, CASE WHEN greatest(0, ("submitted_at" - "started_at") / 1000) < 600 THEN greatest(0, ("submitted_at" - "started_at") / 1000) WHEN greatest(0, ("submitted_at" - "started_at") / 1000) < 3600 THEN greatest(0, ("submitted_at" - "started_at") / 1000) / 10 * 10 WHEN greatest(0, ("submitted_at" - "started_at") / 1000) < 86400 THEN greatest(0, ("submitted_at" - "started_at") / 1000) / 600 * 600 ELSE 86400 END, count(*) FROM (SELECT NEW.*) AS "new_response"
	WHERE "status" = 'submitted' AND "submitted_at" IS NOT NULL AND "source" = 'web' GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
	ON CONFLICT ("wave_id", "route", "seconds") DO UPDATE SET "submitted" = "sent_durations"."submitted" + excluded."submitted";
	INSERT INTO "started_routes" ("wave_id", "route", "started")
	SELECT "wave_id", "passed"::text, count(*) FROM (SELECT NEW.*) AS "new_response" WHERE "status" = 'started' GROUP BY 1, 2 ORDER BY 1, 2
	ON CONFLICT ("wave_id", "route") DO UPDATE SET "started" = "started_routes"."started" + excluded."started";
	RETURN NULL;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER "responses_fieldwork_insert" AFTER INSERT ON "responses"
REFERENCING NEW TABLE AS "new_responses" FOR EACH STATEMENT EXECUTE FUNCTION "add_to_fieldwork"();
--> statement-breakpoint
CREATE TRIGGER "responses_fieldwork_update" AFTER UPDATE OF "status", "passed", "submitted_at" ON "responses"
FOR EACH ROW WHEN (
	OLD."status" <> NEW."status" OR OLD."submitted_at" IS DISTINCT FROM NEW."submitted_at"
	OR (OLD."passed"::text <> NEW."passed"::text AND OLD."status" IN ('started', 'submitted'))
) EXECUTE FUNCTION "move_in_fieldwork"();
--> statement-breakpoint
CREATE TRIGGER "responses_fieldwork_delete" AFTER DELETE ON "responses"
REFERENCING OLD TABLE AS "deleted_responses" FOR EACH STATEMENT EXECUTE FUNCTION "take_from_fieldwork"();
