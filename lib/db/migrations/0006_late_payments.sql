-- The first release noted no time at which closed purchases are searched for late payments: those of the last seven
-- days are searched for from now on, as those that are closed today.
UPDATE "purchases" SET "next_look_at" = now() WHERE "next_look_at" IS NULL AND "status" IN ('expired', 'failed') AND "expires_at" > now() - interval '7 days';
