-- Counts per status are kept by triggers, so that no way of changing responses can forget them. Inserting and deleting
-- counts once per statement: a row of counters that an import updates for each response would be slower with each of them.
CREATE FUNCTION "count_new_responses"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO "response_counters" ("wave_id", "changes", "started", "submitted", "screened_out", "over_quota", "withdrawn", "excluded")
	SELECT "wave_id", 0,
		count(*) FILTER (WHERE "status" = 'started') AS "started",
		count(*) FILTER (WHERE "status" = 'submitted') AS "submitted",
		count(*) FILTER (WHERE "status" = 'screenedOut') AS "screened_out",
		count(*) FILTER (WHERE "status" = 'overQuota') AS "over_quota",
		count(*) FILTER (WHERE "status" = 'withdrawn') AS "withdrawn",
		count(*) FILTER (WHERE "status" = 'submitted' AND "is_excluded") AS "excluded"
	FROM "new_responses" GROUP BY "wave_id" ORDER BY "wave_id"
	ON CONFLICT ("wave_id") DO UPDATE SET
		"started" = "response_counters"."started" + excluded."started",
		"submitted" = "response_counters"."submitted" + excluded."submitted",
		"screened_out" = "response_counters"."screened_out" + excluded."screened_out",
		"over_quota" = "response_counters"."over_quota" + excluded."over_quota",
		"withdrawn" = "response_counters"."withdrawn" + excluded."withdrawn",
		"excluded" = "response_counters"."excluded" + excluded."excluded";
	RETURN NULL;
END;
$$;
--> statement-breakpoint
CREATE FUNCTION "count_deleted_responses"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	UPDATE "response_counters" SET
		"started" = "response_counters"."started" - "gone"."started",
		"submitted" = "response_counters"."submitted" - "gone"."submitted",
		"screened_out" = "response_counters"."screened_out" - "gone"."screened_out",
		"over_quota" = "response_counters"."over_quota" - "gone"."over_quota",
		"withdrawn" = "response_counters"."withdrawn" - "gone"."withdrawn",
		"excluded" = "response_counters"."excluded" - "gone"."excluded"
	FROM (
		SELECT "wave_id",
			count(*) FILTER (WHERE "status" = 'started') AS "started",
			count(*) FILTER (WHERE "status" = 'submitted') AS "submitted",
			count(*) FILTER (WHERE "status" = 'screenedOut') AS "screened_out",
			count(*) FILTER (WHERE "status" = 'overQuota') AS "over_quota",
			count(*) FILTER (WHERE "status" = 'withdrawn') AS "withdrawn",
			count(*) FILTER (WHERE "status" = 'submitted' AND "is_excluded") AS "excluded"
		FROM "deleted_responses" GROUP BY "wave_id"
	) AS "gone"
	WHERE "response_counters"."wave_id" = "gone"."wave_id";
	RETURN NULL;
END;
$$;
--> statement-breakpoint
CREATE FUNCTION "count_changed_response"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	UPDATE "response_counters" SET
		"started" = "started" + (NEW."status" = 'started')::int - (OLD."status" = 'started')::int,
		"submitted" = "submitted" + (NEW."status" = 'submitted')::int - (OLD."status" = 'submitted')::int,
		"screened_out" = "screened_out" + (NEW."status" = 'screenedOut')::int - (OLD."status" = 'screenedOut')::int,
		"over_quota" = "over_quota" + (NEW."status" = 'overQuota')::int - (OLD."status" = 'overQuota')::int,
		"withdrawn" = "withdrawn" + (NEW."status" = 'withdrawn')::int - (OLD."status" = 'withdrawn')::int,
		"excluded" = "excluded" + (NEW."status" = 'submitted' AND NEW."is_excluded")::int - (OLD."status" = 'submitted' AND OLD."is_excluded")::int
	WHERE "wave_id" = NEW."wave_id";
	RETURN NULL;
END;
$$;
--> statement-breakpoint
INSERT INTO "response_counters" ("wave_id", "changes")
SELECT DISTINCT "wave_id", 0 FROM "responses" ON CONFLICT ("wave_id") DO NOTHING;
--> statement-breakpoint
UPDATE "response_counters" SET
	"started" = (SELECT count(*) FROM "responses" WHERE "responses"."wave_id" = "response_counters"."wave_id" AND "status" = 'started'),
	"submitted" = (SELECT count(*) FROM "responses" WHERE "responses"."wave_id" = "response_counters"."wave_id" AND "status" = 'submitted'),
	"screened_out" = (SELECT count(*) FROM "responses" WHERE "responses"."wave_id" = "response_counters"."wave_id" AND "status" = 'screenedOut'),
	"over_quota" = (SELECT count(*) FROM "responses" WHERE "responses"."wave_id" = "response_counters"."wave_id" AND "status" = 'overQuota'),
	"withdrawn" = (SELECT count(*) FROM "responses" WHERE "responses"."wave_id" = "response_counters"."wave_id" AND "status" = 'withdrawn'),
	"excluded" = (SELECT count(*) FROM "responses" WHERE "responses"."wave_id" = "response_counters"."wave_id" AND "status" = 'submitted' AND "is_excluded");
--> statement-breakpoint
CREATE TRIGGER "responses_counted_insert" AFTER INSERT ON "responses"
REFERENCING NEW TABLE AS "new_responses" FOR EACH STATEMENT EXECUTE FUNCTION "count_new_responses"();
--> statement-breakpoint
CREATE TRIGGER "responses_counted_update" AFTER UPDATE OF "status", "is_excluded" ON "responses"
FOR EACH ROW WHEN (OLD."status" <> NEW."status" OR OLD."is_excluded" <> NEW."is_excluded")
EXECUTE FUNCTION "count_changed_response"();
--> statement-breakpoint
CREATE TRIGGER "responses_counted_delete" AFTER DELETE ON "responses"
REFERENCING OLD TABLE AS "deleted_responses" FOR EACH STATEMENT EXECUTE FUNCTION "count_deleted_responses"();
