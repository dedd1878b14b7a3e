-- Counts per status are kept by triggers, so that no way of changing responses can forget them.
INSERT INTO `response_counters` (`wave_id`, `changes`)
SELECT DISTINCT `wave_id`, 0 FROM `responses` WHERE `wave_id` NOT IN (SELECT `wave_id` FROM `response_counters`);
--> statement-breakpoint
UPDATE `response_counters` SET
	`started` = (SELECT count(*) FROM `responses` WHERE `responses`.`wave_id` = `response_counters`.`wave_id` AND `status` = 'started'),
	`submitted` = (SELECT count(*) FROM `responses` WHERE `responses`.`wave_id` = `response_counters`.`wave_id` AND `status` = 'submitted'),
	`screened_out` = (SELECT count(*) FROM `responses` WHERE `responses`.`wave_id` = `response_counters`.`wave_id` AND `status` = 'screenedOut'),
	`over_quota` = (SELECT count(*) FROM `responses` WHERE `responses`.`wave_id` = `response_counters`.`wave_id` AND `status` = 'overQuota'),
	`withdrawn` = (SELECT count(*) FROM `responses` WHERE `responses`.`wave_id` = `response_counters`.`wave_id` AND `status` = 'withdrawn'),
	`excluded` = (SELECT count(*) FROM `responses` WHERE `responses`.`wave_id` = `response_counters`.`wave_id` AND `status` = 'submitted' AND `is_excluded`);
--> statement-breakpoint
CREATE TRIGGER `responses_counted_insert` AFTER INSERT ON `responses`
BEGIN
	INSERT INTO `response_counters` (`wave_id`, `changes`)
	SELECT NEW.`wave_id`, 0 WHERE NOT EXISTS (SELECT 1 FROM `response_counters` WHERE `wave_id` = NEW.`wave_id`);
	UPDATE `response_counters` SET
		`started` = `started` + (NEW.`status` = 'started'),
		`submitted` = `submitted` + (NEW.`status` = 'submitted'),
		`screened_out` = `screened_out` + (NEW.`status` = 'screenedOut'),
		`over_quota` = `over_quota` + (NEW.`status` = 'overQuota'),
		`withdrawn` = `withdrawn` + (NEW.`status` = 'withdrawn'),
		`excluded` = `excluded` + (NEW.`status` = 'submitted' AND NEW.`is_excluded`)
	WHERE `wave_id` = NEW.`wave_id`;
END;
--> statement-breakpoint
CREATE TRIGGER `responses_counted_update` AFTER UPDATE OF `status`, `is_excluded` ON `responses`
WHEN OLD.`status` <> NEW.`status` OR OLD.`is_excluded` <> NEW.`is_excluded`
BEGIN
	UPDATE `response_counters` SET
		`started` = `started` + (NEW.`status` = 'started') - (OLD.`status` = 'started'),
		`submitted` = `submitted` + (NEW.`status` = 'submitted') - (OLD.`status` = 'submitted'),
		`screened_out` = `screened_out` + (NEW.`status` = 'screenedOut') - (OLD.`status` = 'screenedOut'),
		`over_quota` = `over_quota` + (NEW.`status` = 'overQuota') - (OLD.`status` = 'overQuota'),
		`withdrawn` = `withdrawn` + (NEW.`status` = 'withdrawn') - (OLD.`status` = 'withdrawn'),
		`excluded` = `excluded` + (NEW.`status` = 'submitted' AND NEW.`is_excluded`) - (OLD.`status` = 'submitted' AND OLD.`is_excluded`)
	WHERE `wave_id` = NEW.`wave_id`;
END;
--> statement-breakpoint
CREATE TRIGGER `responses_counted_delete` AFTER DELETE ON `responses`
BEGIN
	UPDATE `response_counters` SET
		`started` = `started` - (OLD.`status` = 'started'),
		`submitted` = `submitted` - (OLD.`status` = 'submitted'),
		`screened_out` = `screened_out` - (OLD.`status` = 'screenedOut'),
		`over_quota` = `over_quota` - (OLD.`status` = 'overQuota'),
		`withdrawn` = `withdrawn` - (OLD.`status` = 'withdrawn'),
		`excluded` = `excluded` - (OLD.`status` = 'submitted' AND OLD.`is_excluded`)
	WHERE `wave_id` = OLD.`wave_id`;
END;
