-- Rules for what people say and paste that found nobody: joined particles, "đ" as "dj", domains with a dash, the TV login with any dash or none,
-- numbers with both codes, links, and the marks of a sentence.

-- The other way to write an umlaut: "Müller" as "Mueller"; and "Đorđević" as "Djordjevic".
CREATE OR REPLACE FUNCTION search_expand(t text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN
  replace(replace(replace(replace(replace(replace(translate(normalize(t, NFC), 'ÄÖÜÅØĐ', 'äöüåøđ'), 'ä', 'ae'), 'ö', 'oe'), 'ü', 'ue'), 'å', 'aa'), 'ø', 'oe'), 'đ', 'dj');

-- Short words that are said as one with the next: "Ó Briain" as "obriain", "De la Cruz" as "delacruz".
CREATE FUNCTION search_joined(words text[]) RETURNS text[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  joined text[] := '{}';
  run text := '';
  word text;
BEGIN
  FOREACH word IN ARRAY words LOOP
    IF run <> '' THEN joined := joined || (run || word); END IF;
    run := CASE WHEN length(word) <= 3 AND length(run) < 6 THEN run || word ELSE '' END;
  END LOOP;
  RETURN joined;
END $$;

-- The words of a name in every way they are asked for: O'Brien as "o", "brien" and "obrien"; scripts without spaces from each character on.
CREATE OR REPLACE FUNCTION search_words(t text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  words text[] := '{}';
  folded text;
  word text;
BEGIN
  FOREACH folded IN ARRAY ARRAY(SELECT DISTINCT unnest(ARRAY[search_fold(t), search_fold(search_expand(t))])) LOOP
    words := words || search_joined(search_split(folded));
    FOREACH word IN ARRAY search_split(folded || ' ' || regexp_replace(folded, '[''’-]', '', 'g')) LOOP
      words := words || word || search_contract(word);
      IF word ~ '[\u0E00-\u0EFF\u1100-\u11FF\u3040-\u30FF\u3400-\u9FFF]' THEN words := words || search_suffixes(word, 1); END IF;
    END LOOP;
  END LOOP;
  RETURN words;
END $$;

-- A phone number's digits, as they may be kept: without the codes to call abroad, and without the zero that a country's own numbers begin with
-- (Russia has an eight), also where it stands after the country's code.
CREATE FUNCTION search_number(digits text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN
  search_term(digits)
  || CASE WHEN digits ~ '^[08]' THEN ' | ' || search_term(substr(digits, 2)) ELSE '' END
  || CASE WHEN digits ~ '^011[0-9]{8}' THEN ' | ' || search_term(substr(digits, 4)) ELSE '' END
  || CASE WHEN digits ~ '^([17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|(2[1-689]|3[578]|42|5[09]|6[789]|8[0578]|9[679])[0-9])0[0-9]{6}'
    THEN ' | ' || search_term(regexp_replace(digits, '^([17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|(?:2[1-689]|3[578]|42|5[09]|6[789]|8[0578]|9[679])[0-9])0', '\1'))
    ELSE '' END;

-- What was typed or pasted, as a query over those words; null when there is nothing in it.
CREATE OR REPLACE FUNCTION search_query(typed text) RETURNS tsquery LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  folded text := search_fold(coalesce(substring(typed FROM '<([^<>@[:space:]]+@[^<>[:space:]]+)>'), typed));
  asked text := regexp_replace(regexp_replace(folded, '[\u2010-\u2015\u2212]', '-', 'g'), '^[\s(\[{]*(tel|sms|mailto):', '');
  digits text := regexp_replace(regexp_replace(asked, '\(\s*0\s*\)', ''), '[^0-9]', '', 'g');
  terms text[] := '{}';
  token text;
  whole text;
  words text[];
BEGIN
  IF asked ~ '^[-+0-9 ()./]+$' AND length(digits) > 2 THEN
    RETURN search_number(CASE WHEN ltrim(asked, ' (') LIKE '+%' THEN digits ELSE regexp_replace(digits, '^00', '') END)::tsquery;
  END IF;
  FOREACH token IN ARRAY regexp_split_to_array(regexp_replace(asked, '(^|\s)tv[\s_:.-]+(?=[0-9a-z])', ' ', 'g'), '[\s,;"<>()\[\]{}‹›«»“”„]+') LOOP
    token := rtrim(token, '.:!?');
    whole := regexp_replace(token, '[''’_-]', '', 'g');
    words := search_split(token);
    IF token LIKE '%@%' AND length(token) > 1 THEN
      terms := terms || search_term(ltrim(token, '@'));
    ELSIF cardinality(words) > 0 THEN
      terms := terms || ('(' || search_term(whole)
        || CASE WHEN whole ~ '^tv[0-9a-z]{3,8}$' THEN ' | ' || search_term(substr(whole, 3)) ELSE '' END
        || CASE WHEN token <> whole THEN ' | ' || search_term(token) ELSE '' END
        || ' | (' || (SELECT string_agg(search_term(w), ' & ') FROM unnest(words) w) || '))');
    END IF;
  END LOOP;
  RETURN CASE WHEN cardinality(terms) > 0 THEN array_to_string(terms, ' & ')::tsquery END;
END $$;

UPDATE "Customer" SET "words" = person_words("name", "email", "phone", "company", "serviceUserId");
