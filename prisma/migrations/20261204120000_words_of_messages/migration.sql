-- Messages are found by the words of their subject, each from its beginning. What was typed, as a query over them; null when there is nothing
-- in it. A single Latin letter or digit is meant as a whole, for most subjects have a word that begins so.
CREATE FUNCTION subject_query(typed text) RETURNS tsquery LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN
  to_tsquery('simple', (
    SELECT string_agg(search_lexeme(word) || CASE WHEN word ~ '^[0-9A-Za-z]$' THEN '' ELSE ':*' END, ' & ')
    FROM regexp_split_to_table(typed, '\s+') word WHERE word <> ''));
