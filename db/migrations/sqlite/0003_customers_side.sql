CREATE TABLE `images` (
	`digest` text PRIMARY KEY NOT NULL,
	`type` text NOT NULL,
	`width` integer NOT NULL,
	`height` integer NOT NULL,
	`bytes` blob NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `opt_outs` (
	`customer` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`source` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `quota_places` (
	`wave_id` text NOT NULL,
	`quota` text NOT NULL,
	`place` integer NOT NULL,
	`response_id` text NOT NULL,
	`held_until` integer,
	PRIMARY KEY(`wave_id`, `quota`, `place`),
	FOREIGN KEY (`wave_id`) REFERENCES `waves`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`response_id`) REFERENCES `responses`(`id`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE UNIQUE INDEX `quota_places_response` ON `quota_places` (`response_id`,`quota`);--> statement-breakpoint
CREATE INDEX `quota_places_held` ON `quota_places` (`wave_id`,`quota`,`held_until`) WHERE "quota_places"."held_until" is not null;--> statement-breakpoint
ALTER TABLE `links` ADD `answered` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `responses` ADD `from_sample` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `responses` ADD `access_hash` text;--> statement-breakpoint
ALTER TABLE `responses` ADD `facts` text;--> statement-breakpoint
ALTER TABLE `responses` ADD `revising` text;--> statement-breakpoint
ALTER TABLE `responses` ADD `consent` text;--> statement-breakpoint
CREATE UNIQUE INDEX `responses_access` ON `responses` (`access_hash`) WHERE "responses"."access_hash" is not null;