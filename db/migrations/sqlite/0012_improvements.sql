CREATE TABLE `improvement_measures` (
	`id` text PRIMARY KEY NOT NULL,
	`survey_id` text NOT NULL,
	`title` text NOT NULL,
	`description` text NOT NULL,
	`owner` text NOT NULL,
	`owner_id` text,
	`target` text NOT NULL,
	`wave_id` text,
	`status` text NOT NULL,
	`start_on` text NOT NULL,
	`due_on` text,
	`done_on` text,
	`revision` integer NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`changed_by` text NOT NULL,
	`changed_at` integer NOT NULL,
	FOREIGN KEY (`survey_id`) REFERENCES `surveys`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`owner_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`wave_id`) REFERENCES `waves`(`id`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE INDEX `improvement_measures_of_survey` ON `improvement_measures` (`survey_id`,`start_on`);--> statement-breakpoint
CREATE TABLE `published_indices` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`industry` text NOT NULL,
	`country` text NOT NULL,
	`period` text NOT NULL,
	`ended_on` text NOT NULL,
	`value` real NOT NULL,
	`scale_min` real NOT NULL,
	`scale_max` real NOT NULL,
	`source` text NOT NULL,
	`source_url` text NOT NULL,
	`revision` integer NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`changed_by` text NOT NULL,
	`changed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `published_indices_of_name` ON `published_indices` (`name`,`ended_on`);--> statement-breakpoint
CREATE TABLE `saved_comparisons` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`name` text NOT NULL,
	`query` text NOT NULL,
	`saved_at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE UNIQUE INDEX `saved_comparisons_of_person` ON `saved_comparisons` (`person_id`,`name`);--> statement-breakpoint
CREATE TABLE `survey_events` (
	`id` text PRIMARY KEY NOT NULL,
	`survey_id` text NOT NULL,
	`happened_on` text NOT NULL,
	`text` text NOT NULL,
	`scope` text NOT NULL,
	`revision` integer NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`changed_by` text NOT NULL,
	`changed_at` integer NOT NULL,
	FOREIGN KEY (`survey_id`) REFERENCES `surveys`(`id`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE INDEX `survey_events_of_survey` ON `survey_events` (`survey_id`,`happened_on`);