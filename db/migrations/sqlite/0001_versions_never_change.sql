CREATE TRIGGER `survey_versions_never_change` BEFORE UPDATE ON `survey_versions`
BEGIN
	SELECT RAISE(ABORT, 'a published version never changes');
END;
