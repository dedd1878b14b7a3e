CREATE TABLE `recorded_dispositions` (
	`member_id` text NOT NULL,
	`number` integer NOT NULL,
	`disposition` text NOT NULL,
	`at` integer NOT NULL,
	`note` text NOT NULL,
	`before` text,
	`before_at` integer,
	`recorded_by` text,
	`recorded_at` integer NOT NULL,
	`undone_by` text,
	`undone_at` integer,
	PRIMARY KEY(`member_id`, `number`),
	FOREIGN KEY (`member_id`) REFERENCES `sample_members`(`id`) ON UPDATE no action ON DELETE restrict
);
