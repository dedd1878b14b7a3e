CREATE TABLE "recorded_dispositions" (
	"member_id" text NOT NULL,
	"number" integer NOT NULL,
	"disposition" text NOT NULL,
	"at" bigint NOT NULL,
	"note" text NOT NULL,
	"before" text,
	"before_at" bigint,
	"recorded_by" text,
	"recorded_at" bigint NOT NULL,
	"undone_by" text,
	"undone_at" bigint,
	CONSTRAINT "recorded_dispositions_pk" PRIMARY KEY("member_id","number")
);
--> statement-breakpoint
ALTER TABLE "recorded_dispositions" ADD CONSTRAINT "recorded_dispositions_member_id_sample_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."sample_members"("id") ON DELETE restrict ON UPDATE no action;