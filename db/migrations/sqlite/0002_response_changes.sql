CREATE TABLE `column_chunks` (
	`wave_id` text NOT NULL,
	`name` text NOT NULL,
	`chunk` integer NOT NULL,
	`bytes` blob NOT NULL,
	PRIMARY KEY(`wave_id`, `name`, `chunk`)
);
--> statement-breakpoint
CREATE TABLE `response_counters` (
	`wave_id` text PRIMARY KEY NOT NULL,
	`changes` integer NOT NULL,
	FOREIGN KEY (`wave_id`) REFERENCES `waves`(`id`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE TABLE `wave_columns` (
	`wave_id` text NOT NULL,
	`name` text NOT NULL,
	`shape` text NOT NULL,
	`size` integer NOT NULL,
	`sample_revision` integer NOT NULL,
	`responses_change` integer NOT NULL,
	`labels` text,
	`edition` text NOT NULL,
	PRIMARY KEY(`wave_id`, `name`)
);
--> statement-breakpoint
CREATE TABLE `__response_changes` (
	`id` text PRIMARY KEY NOT NULL,
	`change` integer NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__response_changes` (`id`, `change`)
SELECT `id`, row_number() OVER (PARTITION BY `wave_id` ORDER BY `updated_at`, `id`) FROM `responses`;
--> statement-breakpoint
CREATE TABLE `__new_responses` (
	`id` text PRIMARY KEY NOT NULL,
	`wave_id` text NOT NULL,
	`version_id` text NOT NULL,
	`member_id` text,
	`link_id` text,
	`stratum` text,
	`status` text NOT NULL,
	`revision` integer NOT NULL,
	`change` integer NOT NULL,
	`answers` text NOT NULL,
	`passed` text NOT NULL,
	`locale` text NOT NULL,
	`source` text NOT NULL,
	`started_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`submitted_at` integer,
	FOREIGN KEY (`wave_id`) REFERENCES `waves`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`version_id`) REFERENCES `survey_versions`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`member_id`) REFERENCES `sample_members`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`link_id`) REFERENCES `links`(`id`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
INSERT INTO `__new_responses` (`id`, `wave_id`, `version_id`, `member_id`, `link_id`, `stratum`, `status`, `revision`, `change`, `answers`, `passed`, `locale`, `source`, `started_at`, `updated_at`, `submitted_at`)
SELECT `id`, `wave_id`, `version_id`, `member_id`, `link_id`, `stratum`, `status`, `revision`,
	(SELECT `change` FROM `__response_changes` WHERE `__response_changes`.`id` = `responses`.`id`),
	`answers`, `passed`, `locale`, `source`, `started_at`, `updated_at`, `submitted_at`
FROM `responses`;
--> statement-breakpoint
DROP TABLE `responses`;
--> statement-breakpoint
DROP TABLE `__response_changes`;
--> statement-breakpoint
ALTER TABLE `__new_responses` RENAME TO `responses`;
--> statement-breakpoint
CREATE UNIQUE INDEX `responses_member` ON `responses` (`member_id`);
--> statement-breakpoint
CREATE UNIQUE INDEX `responses_link` ON `responses` (`link_id`);
--> statement-breakpoint
CREATE INDEX `responses_change` ON `responses` (`wave_id`,`change`,`status`);
--> statement-breakpoint
CREATE INDEX `responses_without_member` ON `responses` (`wave_id`,`started_at`,`id`) WHERE "responses"."member_id" is null;
--> statement-breakpoint
INSERT INTO `response_counters` (`wave_id`, `changes`)
SELECT `wave_id`, max(`change`) FROM `responses` GROUP BY `wave_id`;
