CREATE TABLE `complaints_received` (
	`id` text PRIMARY KEY NOT NULL,
	`wave_id` text NOT NULL,
	`channel` text NOT NULL,
	`count` integer NOT NULL,
	`from_on` text NOT NULL,
	`until_on` text NOT NULL,
	`source` text NOT NULL,
	`entered_by` text NOT NULL,
	`entered_at` integer NOT NULL,
	FOREIGN KEY (`wave_id`) REFERENCES `waves`(`id`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE INDEX `complaints_received_of_wave` ON `complaints_received` (`wave_id`);