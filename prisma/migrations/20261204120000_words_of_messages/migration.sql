-- Messages are found by their recipient and their subject, word by word and each from its beginning; an address by its whole, its parts and
-- its domain, too. Until now every message was read for it. The rules stand here once, for what is kept and for what is asked.
CREATE FUNCTION message_words(recipient text, subject text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN
  array_to_tsvector(array_remove(search_split(search_fold(recipient || ' ' || subject)) || search_fold(recipient) || split_part(search_fold(recipient), '@', 2), ''));

-- A word that was typed; a single Latin letter or digit only as a whole, for most messages have one that begins so.
CREATE FUNCTION message_term(word text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN
  search_lexeme(word) || CASE WHEN word ~ '^[0-9a-z]$' THEN '' ELSE ':*' END;

-- What was typed, as a query over those words; null when there is nothing in it. A phone number is one word, however it is spaced.
CREATE FUNCTION message_query(typed text) RETURNS tsquery LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  folded text := search_fold(typed);
  terms text[] := '{}';
  token text;
BEGIN
  IF folded ~ '^\s*\+[-0-9 ()./]+$' AND folded ~ '[0-9]' THEN
    RETURN message_term(regexp_replace(folded, '[^0-9]', '', 'g'))::tsquery;
  END IF;
  FOREACH token IN ARRAY regexp_split_to_array(folded, '\s+') LOOP
    IF token ~ '@.' OR token ~ '.@' THEN
      terms := terms || message_term(ltrim(token, '@'));
    ELSE
      terms := terms || ARRAY(SELECT message_term(word) FROM unnest(search_split(token)) word);
    END IF;
  END LOOP;
  RETURN CASE WHEN cardinality(terms) > 0 THEN array_to_string(terms, ' & ')::tsquery END;
END $$;
