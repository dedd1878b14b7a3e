CREATE TABLE `draft_edits` (
	`survey_id` text NOT NULL,
	`revision` integer NOT NULL,
	`draft` text NOT NULL,
	`what` text NOT NULL,
	`person_id` text,
	`person_name` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`survey_id`, `revision`),
	FOREIGN KEY (`survey_id`) REFERENCES `surveys`(`id`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE TABLE `exclusions` (
	`id` text PRIMARY KEY NOT NULL,
	`wave_id` text NOT NULL,
	`response_id` text NOT NULL,
	`reason` text NOT NULL,
	`excluded_by` text NOT NULL,
	`excluded_at` integer NOT NULL,
	`undone_by` text,
	`undone_at` integer,
	FOREIGN KEY (`wave_id`) REFERENCES `waves`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`response_id`) REFERENCES `responses`(`id`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE UNIQUE INDEX `exclusions_standing` ON `exclusions` (`response_id`) WHERE "exclusions"."undone_at" is null;--> statement-breakpoint
CREATE INDEX `exclusions_of_wave` ON `exclusions` (`wave_id`,`excluded_at`);--> statement-breakpoint
CREATE TABLE `saved_templates` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`note` text NOT NULL,
	`definition` text NOT NULL,
	`saved_by` text NOT NULL,
	`saved_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `saved_templates_name` ON `saved_templates` (`name`);--> statement-breakpoint
CREATE TABLE `series_decisions` (
	`version_id` text NOT NULL,
	`item` text NOT NULL,
	`continues` integer NOT NULL,
	`reason` text NOT NULL,
	`decided_by` text NOT NULL,
	`decided_at` integer NOT NULL,
	PRIMARY KEY(`version_id`, `item`),
	FOREIGN KEY (`version_id`) REFERENCES `survey_versions`(`id`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE TABLE `settings` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL,
	`changed_by` text NOT NULL,
	`changed_at` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `frames` ADD `is_complete` integer DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE `response_counters` ADD `started` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `response_counters` ADD `submitted` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `response_counters` ADD `screened_out` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `response_counters` ADD `over_quota` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `response_counters` ADD `withdrawn` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `response_counters` ADD `excluded` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `responses` ADD `entered_by` text;--> statement-breakpoint
ALTER TABLE `responses` ADD `is_excluded` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `surveys` ADD `title` text;--> statement-breakpoint
ALTER TABLE `surveys` ADD `archived_at` integer;--> statement-breakpoint
ALTER TABLE `survey_versions` ADD `published_by` text;--> statement-breakpoint
CREATE INDEX `sample_members_of_customer` ON `sample_members` (`customer`);--> statement-breakpoint
UPDATE `surveys` SET `title` = json_extract(`draft`, '$.title') WHERE json_type(`draft`, '$.title') = 'object';--> statement-breakpoint
UPDATE `response_counters` SET
	`started` = (SELECT count(*) FROM `responses` WHERE `responses`.`wave_id` = `response_counters`.`wave_id` AND `status` = 'started'),
	`submitted` = (SELECT count(*) FROM `responses` WHERE `responses`.`wave_id` = `response_counters`.`wave_id` AND `status` = 'submitted'),
	`screened_out` = (SELECT count(*) FROM `responses` WHERE `responses`.`wave_id` = `response_counters`.`wave_id` AND `status` = 'screenedOut'),
	`over_quota` = (SELECT count(*) FROM `responses` WHERE `responses`.`wave_id` = `response_counters`.`wave_id` AND `status` = 'overQuota'),
	`withdrawn` = (SELECT count(*) FROM `responses` WHERE `responses`.`wave_id` = `response_counters`.`wave_id` AND `status` = 'withdrawn');
