-- Finding people as they are written, said and pasted. The rules stand here once, for what is kept and for what is asked; with PostgreSQL's
-- own text index no extension is needed. Nothing depends on the database's locale.
ALTER TABLE "Customer" ADD COLUMN "words" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- Letters without case, accents and invisible marks: "José", "İnci", "Ångström" as "jose", "inci", "angstrom".
CREATE FUNCTION search_fold(t text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN
  replace(replace(replace(replace(translate(lower(regexp_replace(normalize(t, NFKD), '[\u00AD\u0300-\u036F\u0483-\u0489\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7\u0610-\u061A\u061C\u0640\u064B-\u065F\u0670\u06D6-\u06DC\u06DF-\u06E8\u06EA-\u06ED\u1AB0-\u1AFF\u1DC0-\u1DFF\u200B-\u200F\u202A-\u202E\u2060-\u206F\u20D0-\u20FF\uFE00-\uFE0F\uFE20-\uFE2F\uFEFF]', '', 'g')),
    'ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩАБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЄІҐЂЅЈЉЊЋЏıİøØłŁđĐħĦŧŦðÐĸəƏςىةکی٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹',
    'αβγδεζηθικλμνξοπρστυφχψωабвгдежзиклмнопрстуфхцчшщъыьэюяєіґђѕјљњћџiioollddhhttddkeeσيهكي01234567890123456789'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th');

-- The other way to write an umlaut: "Müller" as "Mueller".
CREATE FUNCTION search_expand(t text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN
  replace(replace(replace(replace(replace(translate(normalize(t, NFC), 'ÄÖÜÅØ', 'äöüåø'), 'ä', 'ae'), 'ö', 'oe'), 'ü', 'ue'), 'å', 'aa'), 'ø', 'oe');

-- And back: "mueller" as "muller".
CREATE FUNCTION search_contract(word text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN
  replace(replace(replace(replace(word, 'ae', 'a'), 'oe', 'o'), 'ue', 'u'), 'aa', 'a');

-- What is known in part from anywhere: "94qx" of "7k2m94qx", the end of a phone number.
CREATE FUNCTION search_suffixes(word text, shortest int) RETURNS text[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  RETURN ARRAY(SELECT substr(word, n) FROM generate_series(1, length(word) - shortest + 1) n);
END $$;

CREATE FUNCTION search_split(folded text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN
  array_remove(regexp_split_to_array(folded, '[\u0001-\u002F\u003A-\u0040\u005B-\u0060\u007B-\u00BF\u060C\u061B\u061F\u2000-\u206F\u3000-\u303F\u30FB]+'), '');

-- The words of a name in every way they are asked for: O'Brien as "o", "brien" and "obrien"; scripts without spaces from each character on.
CREATE FUNCTION search_words(t text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  words text[] := '{}';
  folded text;
  word text;
BEGIN
  FOREACH folded IN ARRAY ARRAY(SELECT DISTINCT unnest(ARRAY[search_fold(t), search_fold(search_expand(t))])) LOOP
    FOREACH word IN ARRAY search_split(folded || ' ' || regexp_replace(folded, '[''’-]', '', 'g')) LOOP
      words := words || word || search_contract(word);
      IF word ~ '[\u0E00-\u0EFF\u1100-\u11FF\u3040-\u30FF\u3400-\u9FFF]' THEN words := words || search_suffixes(word, 1); END IF;
    END LOOP;
  END LOOP;
  RETURN words;
END $$;

-- Everything a viewer is found by. The address is one word, so that nobody is found by "com"; the TV login goes without its "TV".
CREATE FUNCTION person_words(name text, email text, phone text, company text, login text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  address text := search_fold(email);
  words text[] := search_words(name) || search_words(company) || search_words(split_part(email, '@', 1)) || address || split_part(address, '@', 2)
    || search_suffixes(regexp_replace(phone, '[^0-9]', '', 'g'), 4)
    || search_suffixes(left(regexp_replace(search_fold(login), '^tv-|-', '', 'g'), 16), 3);
BEGIN
  RETURN ARRAY(SELECT DISTINCT word FROM unnest(words) word WHERE word <> '');
END $$;

CREATE FUNCTION customer_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."words" := person_words(NEW."name", NEW."email", NEW."phone", NEW."company", NEW."serviceUserId");
  RETURN NEW;
END $$;
CREATE TRIGGER customer_words BEFORE INSERT OR UPDATE OF "name", "email", "phone", "company", "serviceUserId" ON "Customer"
  FOR EACH ROW EXECUTE FUNCTION customer_words();

CREATE FUNCTION search_lexeme(word text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN
  '''' || replace(replace(word, '\', '\\'), '''', '''''') || '''';

-- Words that begin so; a single Latin letter or digit only as a whole. "mueller" is "muller" too, "joe" only the whole "jo".
CREATE FUNCTION search_term(word text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN
  '(' || search_lexeme(word) || CASE WHEN word ~ '^[0-9a-z]$' THEN '' ELSE ':*' END
  || CASE WHEN search_contract(word) <> word THEN ' | ' || search_lexeme(search_contract(word)) ELSE '' END || ')';

-- What was typed or pasted, as a query over those words; null when there is nothing in it.
CREATE FUNCTION search_query(typed text) RETURNS tsquery LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  asked text := search_fold(coalesce(substring(typed FROM '<([^<>@[:space:]]+@[^<>[:space:]]+)>'), typed));
  digits text := regexp_replace(regexp_replace(asked, '\(\s*0\s*\)', ''), '[^0-9]', '', 'g');
  terms text[] := '{}';
  token text;
  whole text;
  words text[];
BEGIN
  IF asked ~ '^[-+0-9 ()./\u2010-\u2015]+$' AND length(digits) > 2 THEN
    digits := CASE WHEN ltrim(asked, ' (') LIKE '+%' THEN digits ELSE regexp_replace(digits, '^00', '') END;
    -- A number within its country begins with a digit that it does not have from abroad, but in Italy.
    RETURN (search_term(digits) || CASE WHEN digits ~ '^[08]' THEN ' | ' || search_term(substr(digits, 2)) ELSE '' END)::tsquery;
  END IF;
  FOREACH token IN ARRAY regexp_split_to_array(regexp_replace(asked, '(^|\s)tv[\s-]+(?=[0-9a-z])', ' ', 'g'), '[\s,;"<>]+') LOOP
    whole := regexp_replace(token, '[''’-]', '', 'g');
    words := search_split(token);
    IF token LIKE '%@%' AND length(token) > 1 THEN
      terms := terms || search_term(ltrim(token, '@'));
    ELSIF cardinality(words) = 1 THEN
      terms := terms || CASE WHEN words[1] ~ '^tv[0-9a-z]{3,8}$'
        THEN '(' || search_term(words[1]) || ' | ' || search_term(substr(words[1], 3)) || ')' ELSE search_term(words[1]) END;
    ELSIF cardinality(words) > 1 THEN
      terms := terms || ('(' || search_term(whole) || ' | (' || (SELECT string_agg(search_term(w), ' & ') FROM unnest(words) w) || '))');
    END IF;
  END LOOP;
  RETURN CASE WHEN cardinality(terms) > 0 THEN array_to_string(terms, ' & ')::tsquery END;
END $$;

UPDATE "Customer" SET "words" = person_words("name", "email", "phone", "company", "serviceUserId");
CREATE INDEX "Customer_words_idx" ON "Customer" USING gin (array_to_tsvector("words"));
