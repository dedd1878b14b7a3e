DROP INDEX "frames_key";--> statement-breakpoint
ALTER TABLE "frames" ADD COLUMN "class_rules" json;--> statement-breakpoint
ALTER TABLE "frames" ADD COLUMN "removed_at" bigint;--> statement-breakpoint
CREATE UNIQUE INDEX "frames_key" ON "frames" USING btree ("survey_id","key") WHERE "frames"."is_complete";