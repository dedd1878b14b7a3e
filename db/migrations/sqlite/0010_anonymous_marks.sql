-- Without rowids: the rows of a table with them stand in the order in which they were written.
CREATE TABLE `answered_marks` (
	`wave_id` text NOT NULL,
	`mark` text NOT NULL,
	PRIMARY KEY(`wave_id`, `mark`),
	FOREIGN KEY (`wave_id`) REFERENCES `waves`(`id`) ON UPDATE no action ON DELETE restrict
) WITHOUT ROWID;
--> statement-breakpoint
-- Links that began anonymous answers before stood in the order in which these were begun.
UPDATE `links` SET rowid = random() WHERE `member_id` IS NULL;
