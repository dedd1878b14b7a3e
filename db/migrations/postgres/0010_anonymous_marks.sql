CREATE TABLE "answered_marks" (
	"wave_id" text NOT NULL,
	"mark" text NOT NULL,
	CONSTRAINT "answered_marks_pk" PRIMARY KEY("wave_id","mark")
);
--> statement-breakpoint
ALTER TABLE "answered_marks" ADD CONSTRAINT "answered_marks_wave_id_waves_id_fk" FOREIGN KEY ("wave_id") REFERENCES "public"."waves"("id") ON DELETE restrict ON UPDATE no action;