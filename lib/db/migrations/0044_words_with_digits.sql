-- no transaction
-- Words with digits are meant too, where they have as many letters as others need: handles are such words. What is mostly
-- number, such as a year or a code, is looked for as it is.
CREATE OR REPLACE FUNCTION "learn_words"(words text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO search_vocabulary (word)
  SELECT added.word FROM unnest(words) AS added(word)
  WHERE length(added.word) <= 30 AND length(translate(added.word, '0123456789', '')) >= 4
    AND added.word !~ '[%_\\@]' AND NOT is_written_together(added.word)
    AND NOT EXISTS (SELECT FROM search_vocabulary known WHERE known.word = added.word COLLATE "C")
  ORDER BY added.word COLLATE "C"
  ON CONFLICT DO NOTHING;
END $$;--> statement-breakpoint
SELECT learn_words(array_agg(word)) FROM (
  SELECT word FROM ts_stat('select words from post_search union all select words from creator_search')
  WHERE word ~ '[0-9]') w;
