CREATE TABLE `draws` (
	`id` text PRIMARY KEY NOT NULL,
	`wave_id` text NOT NULL,
	`seed` text NOT NULL,
	`sizes` text NOT NULL,
	`drawn_at` integer NOT NULL,
	`protocol` text NOT NULL,
	FOREIGN KEY (`wave_id`) REFERENCES `waves`(`id`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE UNIQUE INDEX `draws_wave` ON `draws` (`wave_id`);--> statement-breakpoint
CREATE TABLE `frame_customers` (
	`id` text PRIMARY KEY NOT NULL,
	`frame_id` text NOT NULL,
	`position` integer NOT NULL,
	`customer` text NOT NULL,
	`stratum` text NOT NULL,
	`attributes` text NOT NULL,
	FOREIGN KEY (`frame_id`) REFERENCES `frames`(`id`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE UNIQUE INDEX `frame_customers_customer` ON `frame_customers` (`frame_id`,`customer`);--> statement-breakpoint
CREATE UNIQUE INDEX `frame_customers_position` ON `frame_customers` (`frame_id`,`position`);--> statement-breakpoint
CREATE TABLE `frame_strata` (
	`frame_id` text NOT NULL,
	`stratum` text NOT NULL,
	`population` real NOT NULL,
	PRIMARY KEY(`frame_id`, `stratum`),
	FOREIGN KEY (`frame_id`) REFERENCES `frames`(`id`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE TABLE `frames` (
	`id` text PRIMARY KEY NOT NULL,
	`survey_id` text NOT NULL,
	`key` text NOT NULL,
	`kind` text NOT NULL,
	`source` text NOT NULL,
	`strata_from` text NOT NULL,
	`margins` text NOT NULL,
	`imported_at` integer NOT NULL,
	FOREIGN KEY (`survey_id`) REFERENCES `surveys`(`id`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE UNIQUE INDEX `frames_key` ON `frames` (`survey_id`,`key`);--> statement-breakpoint
CREATE TABLE `links` (
	`id` text PRIMARY KEY NOT NULL,
	`wave_id` text NOT NULL,
	`member_id` text,
	`token_hash` text NOT NULL,
	`expires_at` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`wave_id`) REFERENCES `waves`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`member_id`) REFERENCES `sample_members`(`id`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE UNIQUE INDEX `links_member` ON `links` (`member_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `links_token_hash` ON `links` (`token_hash`);--> statement-breakpoint
CREATE TABLE `responses` (
	`id` text PRIMARY KEY NOT NULL,
	`wave_id` text NOT NULL,
	`version_id` text NOT NULL,
	`member_id` text,
	`link_id` text,
	`stratum` text,
	`status` text NOT NULL,
	`revision` integer NOT NULL,
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
CREATE UNIQUE INDEX `responses_member` ON `responses` (`member_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `responses_link` ON `responses` (`link_id`);--> statement-breakpoint
CREATE INDEX `responses_state` ON `responses` (`wave_id`,`status`,`revision`);--> statement-breakpoint
CREATE INDEX `responses_without_member` ON `responses` (`wave_id`,`started_at`,`id`) WHERE "responses"."member_id" is null;--> statement-breakpoint
CREATE TABLE `sample_members` (
	`id` text PRIMARY KEY NOT NULL,
	`wave_id` text NOT NULL,
	`position` integer NOT NULL,
	`customer` text NOT NULL,
	`stratum` text NOT NULL,
	`attributes` text NOT NULL,
	`disposition` text,
	`disposition_at` integer,
	`weight` real,
	FOREIGN KEY (`wave_id`) REFERENCES `waves`(`id`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sample_members_customer` ON `sample_members` (`wave_id`,`customer`);--> statement-breakpoint
CREATE UNIQUE INDEX `sample_members_position` ON `sample_members` (`wave_id`,`position`);--> statement-breakpoint
CREATE TABLE `surveys` (
	`id` text PRIMARY KEY NOT NULL,
	`slug` text NOT NULL,
	`draft` text NOT NULL,
	`draft_revision` integer NOT NULL,
	`plan` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `surveys_slug` ON `surveys` (`slug`);--> statement-breakpoint
CREATE TABLE `survey_versions` (
	`id` text PRIMARY KEY NOT NULL,
	`survey_id` text NOT NULL,
	`number` integer NOT NULL,
	`definition` text NOT NULL,
	`published_at` integer NOT NULL,
	FOREIGN KEY (`survey_id`) REFERENCES `surveys`(`id`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE UNIQUE INDEX `survey_versions_number` ON `survey_versions` (`survey_id`,`number`);--> statement-breakpoint
CREATE TABLE `wave_strata` (
	`wave_id` text NOT NULL,
	`stratum` text NOT NULL,
	`population` real,
	`sampled` integer NOT NULL,
	PRIMARY KEY(`wave_id`, `stratum`),
	FOREIGN KEY (`wave_id`) REFERENCES `waves`(`id`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE TABLE `waves` (
	`id` text PRIMARY KEY NOT NULL,
	`survey_id` text NOT NULL,
	`key` text NOT NULL,
	`position` integer NOT NULL,
	`label` text,
	`frame_id` text,
	`version_id` text NOT NULL,
	`opens_at` integer,
	`closes_at` integer,
	`closed_at` integer,
	`plan` text,
	`open_key` text,
	`stratum_question` text,
	`sample_revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`survey_id`) REFERENCES `surveys`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`frame_id`) REFERENCES `frames`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`version_id`) REFERENCES `survey_versions`(`id`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE UNIQUE INDEX `waves_key` ON `waves` (`survey_id`,`key`);--> statement-breakpoint
CREATE UNIQUE INDEX `waves_position` ON `waves` (`survey_id`,`position`);--> statement-breakpoint
CREATE UNIQUE INDEX `waves_open_key` ON `waves` (`open_key`);