DROP INDEX `frames_key`;--> statement-breakpoint
ALTER TABLE `frames` ADD `class_rules` text;--> statement-breakpoint
ALTER TABLE `frames` ADD `removed_at` integer;--> statement-breakpoint
CREATE UNIQUE INDEX `frames_key` ON `frames` (`survey_id`,`key`) WHERE "frames"."is_complete";