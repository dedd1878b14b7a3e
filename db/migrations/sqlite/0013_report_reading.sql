CREATE TABLE `report_links` (
	`id` text PRIMARY KEY NOT NULL,
	`survey_id` text NOT NULL,
	`token_hash` text NOT NULL,
	`label` text NOT NULL,
	`opens` text NOT NULL,
	`language` text,
	`recipient_id` text,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`revoked_at` integer,
	`revoked_by` text,
	`last_opened_on` integer,
	FOREIGN KEY (`survey_id`) REFERENCES `surveys`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`recipient_id`) REFERENCES `report_recipients`(`id`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE UNIQUE INDEX `report_links_token` ON `report_links` (`token_hash`);--> statement-breakpoint
CREATE INDEX `report_links_of_survey` ON `report_links` (`survey_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `report_links_of_recipient` ON `report_links` (`recipient_id`);--> statement-breakpoint
CREATE TABLE `report_mail_plans` (
	`survey_id` text PRIMARY KEY NOT NULL,
	`after_close` text NOT NULL,
	`hours` integer NOT NULL,
	`running` text NOT NULL,
	`note` text NOT NULL,
	`with_pdf` integer NOT NULL,
	`since` integer NOT NULL,
	`revision` integer NOT NULL,
	`changed_by` text NOT NULL,
	`changed_at` integer NOT NULL,
	FOREIGN KEY (`survey_id`) REFERENCES `surveys`(`id`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE TABLE `report_mails` (
	`id` text PRIMARY KEY NOT NULL,
	`survey_id` text NOT NULL,
	`wave_id` text NOT NULL,
	`recipient_id` text NOT NULL,
	`occasion` text NOT NULL,
	`state` text NOT NULL,
	`due_at` integer NOT NULL,
	`attempts` integer NOT NULL,
	`next_at` integer NOT NULL,
	`claimed_at` integer,
	`sent_at` integer,
	`failure` text,
	`answer` text,
	FOREIGN KEY (`survey_id`) REFERENCES `surveys`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`wave_id`) REFERENCES `waves`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`recipient_id`) REFERENCES `report_recipients`(`id`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE UNIQUE INDEX `report_mails_occasion` ON `report_mails` (`survey_id`,`occasion`,`recipient_id`);--> statement-breakpoint
CREATE INDEX `report_mails_due` ON `report_mails` (`state`,`next_at`);--> statement-breakpoint
CREATE INDEX `report_mails_of_survey` ON `report_mails` (`survey_id`,`due_at`);--> statement-breakpoint
CREATE TABLE `report_recipients` (
	`id` text PRIMARY KEY NOT NULL,
	`survey_id` text NOT NULL,
	`person_id` text,
	`name` text NOT NULL,
	`address` text NOT NULL,
	`identity` text NOT NULL,
	`language` text NOT NULL,
	`added_by` text NOT NULL,
	`added_at` integer NOT NULL,
	`unsubscribed_at` integer,
	`removed_at` integer,
	FOREIGN KEY (`survey_id`) REFERENCES `surveys`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE UNIQUE INDEX `report_recipients_identity` ON `report_recipients` (`survey_id`,`identity`);