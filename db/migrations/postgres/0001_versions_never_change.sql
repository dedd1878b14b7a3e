CREATE FUNCTION "refuse_version_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'a published version never changes' USING ERRCODE = 'restrict_violation';
END;
$$;
--> statement-breakpoint
CREATE TRIGGER "survey_versions_never_change" BEFORE UPDATE ON "survey_versions"
FOR EACH ROW EXECUTE FUNCTION "refuse_version_change"();
