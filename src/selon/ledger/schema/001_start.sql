-- The ledger as it began. Rows are added and never changed, but for where a watch has come to.
--
-- Numbers count what was kept, in its order; ids are the first 64 bits of a hash of the content, so that they are the
-- same in every ledger. Offsets are characters (Unicode code points) of the article's text, half-open.
-- People query the views at the end; what they are made of stands in the schema `kept`.

CREATE SCHEMA kept;

-- An article is its words. `id` is the hash of the text it came as, which for a page is the page's source; where a newer
-- selon finds other words in the same page, they are a row of their own, for offsets count the words they were found in.
CREATE TABLE kept.articles (
    number INTEGER NOT NULL,
    id UBIGINT NOT NULL,
    language VARCHAR NOT NULL,
    dateline VARCHAR,
    text VARCHAR NOT NULL
);
CREATE TABLE kept.passages (
    article INTEGER NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    kind VARCHAR NOT NULL
);
-- For pages: which characters of the source each run of the text was taken from.
CREATE TABLE kept.segments (
    article INTEGER NOT NULL,
    text_start INTEGER NOT NULL,
    text_end INTEGER NOT NULL,
    original_start INTEGER NOT NULL,
    original_end INTEGER NOT NULL
);
-- Where and when the same words were published: one row for each place and day; the one that was read stands first.
CREATE TABLE kept.appearances (
    number INTEGER NOT NULL,
    id UBIGINT NOT NULL,
    article INTEGER NOT NULL,
    is_first BOOLEAN NOT NULL,
    published DATE,
    published_at VARCHAR,
    modified_at VARCHAR,
    title VARCHAR,
    publisher VARCHAR,
    author VARCHAR,
    url VARCHAR,
    name VARCHAR,
    origin VARCHAR
);

-- What people see of an article: the earliest of its appearances that has a day, whatever was read first.
CREATE VIEW kept.shown AS
SELECT * FROM kept.appearances
QUALIFY row_number() OVER (PARTITION BY article ORDER BY published NULLS LAST, number) = 1;

-- A reader is a version of selon with its model; its record of an article stays when a newer reader adds its own.
CREATE TABLE kept.readers (number INTEGER NOT NULL, name VARCHAR NOT NULL);
CREATE TABLE kept.records (number INTEGER NOT NULL, article INTEGER NOT NULL, reader INTEGER NOT NULL);
-- Records that a newer one of the same article has taken the place of.
CREATE TABLE kept.superseded (record INTEGER NOT NULL);

-- Who a source is, as articles name it: the same name, kind and country is one actor.
CREATE TABLE kept.actors (
    number INTEGER NOT NULL,
    id UBIGINT NOT NULL,
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    country VARCHAR,
    stands_for VARCHAR,
    searched VARCHAR NOT NULL
);
CREATE TABLE kept.mentions (
    record INTEGER NOT NULL,
    actor INTEGER NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL
);
CREATE TABLE kept.statements (
    number INTEGER NOT NULL,
    id UBIGINT NOT NULL,
    record INTEGER NOT NULL,
    article INTEGER NOT NULL,
    position INTEGER NOT NULL,
    parent INTEGER,
    actor INTEGER,
    role VARCHAR,
    organisation VARCHAR,
    form VARCHAR NOT NULL,
    act VARCHAR NOT NULL,
    content VARCHAR NOT NULL,
    cue VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    addressee VARCHAR,
    medium VARCHAR,
    said_on DATE,
    confidence FLOAT NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL
);
CREATE TABLE kept.spans (
    statement INTEGER NOT NULL,
    part VARCHAR NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL
);

-- The index of words: a word leads to its stem, a stem to the statements that have it.
CREATE TABLE kept.stems (number INTEGER NOT NULL, language VARCHAR NOT NULL, stem VARCHAR NOT NULL);
CREATE TABLE kept.words (word VARCHAR NOT NULL, stem INTEGER NOT NULL);
CREATE TABLE kept.postings (stem INTEGER NOT NULL, statement INTEGER NOT NULL);

-- Files that were read to their end, by the hash of their bytes and of what was told of them.
CREATE TABLE kept.inputs (
    id UBIGINT NOT NULL,
    reader INTEGER NOT NULL,
    origin VARCHAR NOT NULL,
    articles INTEGER NOT NULL,
    is_sound BOOLEAN NOT NULL
);

-- What could not be read, and what has been read since.
CREATE TABLE kept.failures (
    number INTEGER NOT NULL,
    input VARCHAR NOT NULL,
    told VARCHAR NOT NULL,
    origin VARCHAR NOT NULL,
    reason VARCHAR NOT NULL
);
CREATE TABLE kept.settled (failure INTEGER NOT NULL);

-- Standing searches; `seen` is the last statement that a run has told of.
CREATE TABLE kept.watches (name VARCHAR NOT NULL, query VARCHAR NOT NULL, seen INTEGER NOT NULL);

-- An id as people see it.
CREATE MACRO kept.hex(id) AS format('{:016x}', id);
-- Words as they are compared: small letters without accents, one space around each.
CREATE MACRO kept.folded(words) AS
    ' ' || trim(regexp_replace(
        strip_accents(lower(replace(replace(words, 'œ', 'oe'), 'Œ', 'oe'))), '[^\p{L}\p{N}]+', ' ', 'g'
    )) || ' ';

CREATE VIEW articles AS
SELECT
    kept.hex(a.id) AS id,
    p.title,
    p.publisher,
    p.author,
    p.published,
    p.published_at,
    p.modified_at,
    a.language,
    p.url,
    a.dateline,
    p.name,
    p.origin,
    a.text,
    a.number
FROM kept.articles AS a
JOIN kept.shown AS p ON p.article = a.number
WHERE NOT EXISTS (SELECT 1 FROM kept.articles AS newer WHERE newer.id = a.id AND newer.number > a.number);

CREATE VIEW statements AS
SELECT
    kept.hex(s.id) AS id,
    kept.hex(a.id) AS article,
    s.position,
    s.parent,
    w.name AS speaker,
    w.kind,
    s.role,
    s.organisation,
    w.country,
    w.stands_for,
    s.form,
    s.act,
    s.content,
    s.cue,
    s.source,
    s.addressee,
    s.medium,
    s.said_on,
    p.published,
    p.publisher,
    p.title,
    a.language,
    s."start",
    s."end",
    s.confidence,
    d.name AS reader,
    s.number
FROM kept.statements AS s
JOIN kept.records AS r ON r.number = s.record
JOIN kept.readers AS d ON d.number = r.reader
JOIN kept.articles AS a ON a.number = s.article
JOIN kept.shown AS p ON p.article = s.article
LEFT JOIN kept.actors AS w ON w.number = s.actor
WHERE s.record NOT IN (SELECT record FROM kept.superseded);

CREATE VIEW speakers AS
SELECT speaker AS name, kind, count(*) AS statements, count(DISTINCT article) AS articles,
    min(said_on) AS "first", max(said_on) AS "last"
FROM statements
WHERE speaker IS NOT NULL
GROUP BY ALL;
