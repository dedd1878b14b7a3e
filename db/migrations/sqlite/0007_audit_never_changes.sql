CREATE TRIGGER `audit_entries_never_change` BEFORE UPDATE ON `audit_entries`
BEGIN
	SELECT RAISE(ABORT, 'an entry of the audit log never changes');
END;
--> statement-breakpoint
CREATE TRIGGER `audit_entries_stay` BEFORE DELETE ON `audit_entries`
BEGIN
	SELECT RAISE(ABORT, 'an entry of the audit log is never deleted');
END;
