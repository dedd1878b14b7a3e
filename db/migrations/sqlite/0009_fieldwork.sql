CREATE TABLE `sent_durations` (
	`wave_id` text NOT NULL,
	`route` text NOT NULL,
	`seconds` integer NOT NULL,
	`submitted` integer NOT NULL,
	PRIMARY KEY(`wave_id`, `route`, `seconds`),
	FOREIGN KEY (`wave_id`) REFERENCES `waves`(`id`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE TABLE `sent_quarters` (
	`wave_id` text NOT NULL,
	`quarter` integer NOT NULL,
	`submitted` integer NOT NULL,
	PRIMARY KEY(`wave_id`, `quarter`),
	FOREIGN KEY (`wave_id`) REFERENCES `waves`(`id`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE TABLE `started_routes` (
	`wave_id` text NOT NULL,
	`route` text NOT NULL,
	`started` integer NOT NULL,
	PRIMARY KEY(`wave_id`, `route`),
	FOREIGN KEY (`wave_id`) REFERENCES `waves`(`id`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
ALTER TABLE `exclusions` ADD `note` text DEFAULT '' NOT NULL;--> statement-breakpoint
INSERT INTO `sent_quarters` (`wave_id`, `quarter`, `submitted`)
SELECT `wave_id`, `submitted_at` / 900000, count(*) FROM `responses` WHERE `status` = 'submitted' AND `submitted_at` IS NOT NULL GROUP BY 1, 2;
--> statement-breakpoint
INSERT INTO `sent_durations` (`wave_id`, `route`, `seconds`, `submitted`)
SELECT `wave_id`, `passed`, CASE WHEN max(0, (`submitted_at` - `started_at`) / 1000) < 600 THEN max(0, (`submitted_at` - `started_at`) / 1000) WHEN max(0, (`submitted_at` - `started_at`) / 1000) < 3600 THEN max(0, (`submitted_at` - `started_at`) / 1000) / 10 * 10 WHEN max(0, (`submitted_at` - `started_at`) / 1000) < 86400 THEN max(0, (`submitted_at` - `started_at`) / 1000) / 600 * 600 ELSE 86400 END, count(*) FROM `responses`
WHERE `status` = 'submitted' AND `submitted_at` IS NOT NULL AND `source` = 'web' GROUP BY 1, 2, 3;
--> statement-breakpoint
INSERT INTO `started_routes` (`wave_id`, `route`, `started`)
SELECT `wave_id`, `passed`, count(*) FROM `responses` WHERE `status` = 'started' GROUP BY 1, 2;
--> statement-breakpoint
CREATE TRIGGER `responses_sent_insert` AFTER INSERT ON `responses` WHEN NEW.`status` = 'submitted'
BEGIN
	INSERT INTO `sent_quarters` (`wave_id`, `quarter`, `submitted`)
	SELECT NEW.`wave_id`, NEW.`submitted_at` / 900000, 0 WHERE NEW.`status` = 'submitted' AND NEW.`submitted_at` IS NOT NULL AND NOT EXISTS
		(SELECT 1 FROM `sent_quarters` WHERE `wave_id` = NEW.`wave_id` AND `quarter` = NEW.`submitted_at` / 900000);
	UPDATE `sent_quarters` SET `submitted` = `submitted` + 1
	WHERE NEW.`status` = 'submitted' AND NEW.`submitted_at` IS NOT NULL AND `wave_id` = NEW.`wave_id` AND `quarter` = NEW.`submitted_at` / 900000;
	INSERT INTO `sent_durations` (`wave_id`, `route`, `seconds`, `submitted`)
	SELECT NEW.`wave_id`, NEW.`passed`, CASE WHEN max(0, (NEW.`submitted_at` - NEW.`started_at`) / 1000) < 600 THEN max(0, (NEW.`submitted_at` - NEW.`started_at`) / 1000) WHEN max(0, (NEW.`submitted_at` - NEW.`started_at`) / 1000) < 3600 THEN max(0, (NEW.`submitted_at` - NEW.`started_at`) / 1000) / 10 * 10 WHEN max(0, (NEW.`submitted_at` - NEW.`started_at`) / 1000) < 86400 THEN max(0, (NEW.`submitted_at` - NEW.`started_at`) / 1000) / 600 * 600 ELSE 86400 END, 0 WHERE NEW.`status` = 'submitted' AND NEW.`submitted_at` IS NOT NULL AND NEW.`source` = 'web' AND NOT EXISTS
		(SELECT 1 FROM `sent_durations` WHERE `wave_id` = NEW.`wave_id` AND `route` = NEW.`passed` AND `seconds` = CASE WHEN max(0, (NEW.`submitted_at` - NEW.`started_at`) / 1000) < 600 THEN max(0, (NEW.`submitted_at` - NEW.`started_at`) / 1000) WHEN max(0, (NEW.`submitted_at` - NEW.`started_at`) / 1000) < 3600 THEN max(0, (NEW.`submitted_at` - NEW.`started_at`) / 1000) / 10 * 10 WHEN max(0, (NEW.`submitted_at` - NEW.`started_at`) / 1000) < 86400 THEN max(0, (NEW.`submitted_at` - NEW.`started_at`) / 1000) / 600 * 600 ELSE 86400 END);
	UPDATE `sent_durations` SET `submitted` = `submitted` + 1
	WHERE NEW.`status` = 'submitted' AND NEW.`submitted_at` IS NOT NULL AND NEW.`source` = 'web' AND `wave_id` = NEW.`wave_id` AND `route` = NEW.`passed` AND `seconds` = CASE WHEN max(0, (NEW.`submitted_at` - NEW.`started_at`) / 1000) < 600 THEN max(0, (NEW.`submitted_at` - NEW.`started_at`) / 1000) WHEN max(0, (NEW.`submitted_at` - NEW.`started_at`) / 1000) < 3600 THEN max(0, (NEW.`submitted_at` - NEW.`started_at`) / 1000) / 10 * 10 WHEN max(0, (NEW.`submitted_at` - NEW.`started_at`) / 1000) < 86400 THEN max(0, (NEW.`submitted_at` - NEW.`started_at`) / 1000) / 600 * 600 ELSE 86400 END;
END;
--> statement-breakpoint
CREATE TRIGGER `responses_sent_update` AFTER UPDATE OF `status`, `passed`, `submitted_at` ON `responses`
WHEN (OLD.`status` = 'submitted' OR NEW.`status` = 'submitted')
	AND (OLD.`status` <> NEW.`status` OR OLD.`passed` <> NEW.`passed` OR OLD.`submitted_at` IS NOT NEW.`submitted_at`)
BEGIN
	UPDATE `sent_quarters` SET `submitted` = `submitted` - 1
	WHERE OLD.`status` = 'submitted' AND OLD.`submitted_at` IS NOT NULL AND `wave_id` = OLD.`wave_id` AND `quarter` = OLD.`submitted_at` / 900000;
	UPDATE `sent_durations` SET `submitted` = `submitted` - 1
	WHERE OLD.`status` = 'submitted' AND OLD.`submitted_at` IS NOT NULL AND OLD.`source` = 'web' AND `wave_id` = OLD.`wave_id` AND `route` = OLD.`passed` AND `seconds` = CASE WHEN max(0, (OLD.`submitted_at` - OLD.`started_at`) / 1000) < 600 THEN max(0, (OLD.`submitted_at` - OLD.`started_at`) / 1000) WHEN max(0, (OLD.`submitted_at` - OLD.`started_at`) / 1000) < 3600 THEN max(0, (OLD.`submitted_at` - OLD.`started_at`) / 1000) / 10 * 10 WHEN max(0, (OLD.`submitted_at` - OLD.`started_at`) / 1000) < 86400 THEN max(0, (OLD.`submitted_at` - OLD.`started_at`) / 1000) / 600 * 600 ELSE 86400 END;
	INSERT INTO `sent_quarters` (`wave_id`, `quarter`, `submitted`)
	SELECT NEW.`wave_id`, NEW.`submitted_at` / 900000, 0 WHERE NEW.`status` = 'submitted' AND NEW.`submitted_at` IS NOT NULL AND NOT EXISTS
		(SELECT 1 FROM `sent_quarters` WHERE `wave_id` = NEW.`wave_id` AND `quarter` = NEW.`submitted_at` / 900000);
	UPDATE `sent_quarters` SET `submitted` = `submitted` + 1
	WHERE NEW.`status` = 'submitted' AND NEW.`submitted_at` IS NOT NULL AND `wave_id` = NEW.`wave_id` AND `quarter` = NEW.`submitted_at` / 900000;
	INSERT INTO `sent_durations` (`wave_id`, `route`, `seconds`, `submitted`)
	SELECT NEW.`wave_id`, NEW.`passed`, CASE WHEN max(0, (NEW.`submitted_at` - NEW.`started_at`) / 1000) < 600 THEN max(0, (NEW.`submitted_at` - NEW.`started_at`) / 1000) WHEN max(0, (NEW.`submitted_at` - NEW.`started_at`) / 1000) < 3600 THEN max(0, (NEW.`submitted_at` - NEW.`started_at`) / 1000) / 10 * 10 WHEN max(0, (NEW.`submitted_at` - NEW.`started_at`) / 1000) < 86400 THEN max(0, (NEW.`submitted_at` - NEW.`started_at`) / 1000) / 600 * 600 ELSE 86400 END, 0 WHERE NEW.`status` = 'submitted' AND NEW.`submitted_at` IS NOT NULL AND NEW.`source` = 'web' AND NOT EXISTS
		(SELECT 1 FROM `sent_durations` WHERE `wave_id` = NEW.`wave_id` AND `route` = NEW.`passed` AND `seconds` = CASE WHEN max(0, (NEW.`submitted_at` - NEW.`started_at`) / 1000) < 600 THEN max(0, (NEW.`submitted_at` - NEW.`started_at`) / 1000) WHEN max(0, (NEW.`submitted_at` - NEW.`started_at`) / 1000) < 3600 THEN max(0, (NEW.`submitted_at` - NEW.`started_at`) / 1000) / 10 * 10 WHEN max(0, (NEW.`submitted_at` - NEW.`started_at`) / 1000) < 86400 THEN max(0, (NEW.`submitted_at` - NEW.`started_at`) / 1000) / 600 * 600 ELSE 86400 END);
	UPDATE `sent_durations` SET `submitted` = `submitted` + 1
	WHERE NEW.`status` = 'submitted' AND NEW.`submitted_at` IS NOT NULL AND NEW.`source` = 'web' AND `wave_id` = NEW.`wave_id` AND `route` = NEW.`passed` AND `seconds` = CASE WHEN max(0, (NEW.`submitted_at` - NEW.`started_at`) / 1000) < 600 THEN max(0, (NEW.`submitted_at` - NEW.`started_at`) / 1000) WHEN max(0, (NEW.`submitted_at` - NEW.`started_at`) / 1000) < 3600 THEN max(0, (NEW.`submitted_at` - NEW.`started_at`) / 1000) / 10 * 10 WHEN max(0, (NEW.`submitted_at` - NEW.`started_at`) / 1000) < 86400 THEN max(0, (NEW.`submitted_at` - NEW.`started_at`) / 1000) / 600 * 600 ELSE 86400 END;
END;
--> statement-breakpoint
CREATE TRIGGER `responses_sent_delete` AFTER DELETE ON `responses` WHEN OLD.`status` = 'submitted'
BEGIN
	UPDATE `sent_quarters` SET `submitted` = `submitted` - 1
	WHERE OLD.`status` = 'submitted' AND OLD.`submitted_at` IS NOT NULL AND `wave_id` = OLD.`wave_id` AND `quarter` = OLD.`submitted_at` / 900000;
	UPDATE `sent_durations` SET `submitted` = `submitted` - 1
	WHERE OLD.`status` = 'submitted' AND OLD.`submitted_at` IS NOT NULL AND OLD.`source` = 'web' AND `wave_id` = OLD.`wave_id` AND `route` = OLD.`passed` AND `seconds` = CASE WHEN max(0, (OLD.`submitted_at` - OLD.`started_at`) / 1000) < 600 THEN max(0, (OLD.`submitted_at` - OLD.`started_at`) / 1000) WHEN max(0, (OLD.`submitted_at` - OLD.`started_at`) / 1000) < 3600 THEN max(0, (OLD.`submitted_at` - OLD.`started_at`) / 1000) / 10 * 10 WHEN max(0, (OLD.`submitted_at` - OLD.`started_at`) / 1000) < 86400 THEN max(0, (OLD.`submitted_at` - OLD.`started_at`) / 1000) / 600 * 600 ELSE 86400 END;
END;
--> statement-breakpoint
CREATE TRIGGER `responses_started_insert` AFTER INSERT ON `responses` WHEN NEW.`status` = 'started'
BEGIN
	INSERT INTO `started_routes` (`wave_id`, `route`, `started`)
	SELECT NEW.`wave_id`, NEW.`passed`, 0 WHERE NEW.`status` = 'started' AND NOT EXISTS
		(SELECT 1 FROM `started_routes` WHERE `wave_id` = NEW.`wave_id` AND `route` = NEW.`passed`);
	UPDATE `started_routes` SET `started` = `started` + 1
	WHERE NEW.`status` = 'started' AND `wave_id` = NEW.`wave_id` AND `route` = NEW.`passed`;
END;
--> statement-breakpoint
CREATE TRIGGER `responses_started_update` AFTER UPDATE OF `status`, `passed` ON `responses`
WHEN (OLD.`status` = 'started' OR NEW.`status` = 'started') AND (OLD.`status` <> NEW.`status` OR OLD.`passed` <> NEW.`passed`)
BEGIN
	UPDATE `started_routes` SET `started` = `started` - 1
	WHERE OLD.`status` = 'started' AND `wave_id` = OLD.`wave_id` AND `route` = OLD.`passed`;
	INSERT INTO `started_routes` (`wave_id`, `route`, `started`)
	SELECT NEW.`wave_id`, NEW.`passed`, 0 WHERE NEW.`status` = 'started' AND NOT EXISTS
		(SELECT 1 FROM `started_routes` WHERE `wave_id` = NEW.`wave_id` AND `route` = NEW.`passed`);
	UPDATE `started_routes` SET `started` = `started` + 1
	WHERE NEW.`status` = 'started' AND `wave_id` = NEW.`wave_id` AND `route` = NEW.`passed`;
END;
--> statement-breakpoint
CREATE TRIGGER `responses_started_delete` AFTER DELETE ON `responses` WHEN OLD.`status` = 'started'
BEGIN
	UPDATE `started_routes` SET `started` = `started` - 1
	WHERE OLD.`status` = 'started' AND `wave_id` = OLD.`wave_id` AND `route` = OLD.`passed`;
END;
