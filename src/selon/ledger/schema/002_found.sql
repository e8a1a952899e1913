-- Whom articles speak of, when statements were said, and the times, figures and places that articles name.
-- A position counts, from 0, what one record has of a thing; numbers and offsets are those of the first schema.

-- The day of publication that a record's times were counted from.
ALTER TABLE kept.records ADD COLUMN published DATE;
UPDATE kept.records AS r SET published = p.published
FROM kept.appearances AS p WHERE p.article = r.article AND p.is_first;

-- said: when it was said as the words beside it tell, as TIMEX3 writes it; said_on and said_until are the first and the
-- last day of that, or else the day of publication. time, cast_position: positions in the record's times and its cast.
ALTER TABLE kept.statements ADD COLUMN said VARCHAR;
ALTER TABLE kept.statements ADD COLUMN said_until DATE;
ALTER TABLE kept.statements ADD COLUMN time INTEGER;
ALTER TABLE kept.statements ADD COLUMN cast_position INTEGER;
UPDATE kept.statements SET said_until = said_on;

-- identity: what the names of one person, organisation or state have in common; NULL where a name tells too little
-- (ledger.ids.identity_of says the same).
ALTER TABLE kept.actors ADD COLUMN identity VARCHAR;
UPDATE kept.actors SET identity = CASE
    WHEN kind = 'country' AND country IS NOT NULL THEN country
    WHEN kind <> 'person' THEN trim(kept.folded(name))
    WHEN contains(trim(kept.folded(name)), ' ') THEN
        nullif(array_to_string(list_filter(string_split(trim(kept.folded(name)), ' '), lambda word: length(word) > 1), ' '), '')
END;
UPDATE kept.actors SET identity = NULL WHERE kind = 'person' AND NOT contains(identity, ' ');

-- The actors of a record, the roles that it gives them, and where it names them.
CREATE TABLE kept.cast_members (
    record INTEGER NOT NULL,
    position INTEGER NOT NULL,
    actor INTEGER NOT NULL,
    names VARCHAR[] NOT NULL
);
CREATE TABLE kept.roles (
    record INTEGER NOT NULL,
    cast_position INTEGER NOT NULL,
    words VARCHAR NOT NULL,
    organisation VARCHAR,
    country VARCHAR
);
CREATE TABLE kept.entities (
    record INTEGER NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    label VARCHAR NOT NULL,
    cast_position INTEGER
);
CREATE TABLE kept.times (
    record INTEGER NOT NULL,
    position INTEGER NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    type VARCHAR NOT NULL,
    value VARCHAR,
    mod VARCHAR,
    first_day DATE,
    last_day DATE
);
CREATE TABLE kept.figures (
    record INTEGER NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    value DOUBLE,
    low DOUBLE,
    high DOUBLE,
    unit VARCHAR,
    thing_start INTEGER,
    thing_end INTEGER,
    statement INTEGER
);
CREATE TABLE kept.places (
    record INTEGER NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    country VARCHAR,
    latitude DOUBLE,
    longitude DOUBLE,
    kind VARCHAR NOT NULL
);

-- What people decided: that two actors, by their ids, are one or are not, whatever their names; the last word counts.
CREATE TABLE kept.decisions (
    number INTEGER NOT NULL,
    actor UBIGINT NOT NULL,
    other UBIGINT NOT NULL,
    same BOOLEAN NOT NULL
);
CREATE TABLE kept.withdrawn (decision INTEGER NOT NULL);
-- What follows from them: the group that an actor, or everybody of a group, belongs to instead of the own one.
CREATE TABLE kept.regrouped (number INTEGER NOT NULL, is_group BOOLEAN NOT NULL, "group" INTEGER NOT NULL);

-- Who is who: actors of one kind that share an identity are one, unless articles put them in several countries; then
-- those of each country are one. A group is called by the number of its first actor.
CREATE VIEW kept.own_groups AS
WITH compared AS (
    SELECT number, identity, kind, country, count(DISTINCT country) OVER (PARTITION BY kind, identity) AS countries
    FROM kept.actors
)
SELECT number AS actor, CASE WHEN identity IS NULL THEN number ELSE min(number) OVER (
    PARTITION BY kind, identity, CASE WHEN countries > 1 THEN coalesce(country, '') END
) END AS "group"
FROM compared;

CREATE VIEW kept.grouped AS
SELECT own.actor, coalesce(one.group, whole.group, own.group) AS "group"
FROM kept.own_groups AS own
LEFT JOIN kept.regrouped AS one ON NOT one.is_group AND one.number = own.actor
LEFT JOIN kept.regrouped AS whole ON whole.is_group AND whole.number = own.group;

CREATE OR REPLACE VIEW statements AS
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
    s.said_until,
    s.said,
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

-- The records that count, with what is asked of their articles most.
CREATE VIEW kept.current AS
SELECT r.number AS record, a.number AS number, kept.hex(a.id) AS article, a.text, p.published, p.publisher, p.title
FROM kept.records AS r
JOIN kept.articles AS a ON a.number = r.article
JOIN kept.shown AS p ON p.article = a.number
WHERE r.number NOT IN (SELECT record FROM kept.superseded);

CREATE VIEW entities AS
SELECT c.article, e."start", e."end", substring(c.text, e."start" + 1, e."end" - e."start") AS words, e.label,
    w.name AS actor, w.kind, w.country, c.published, c.publisher, c.title
FROM kept.entities AS e
JOIN kept.current AS c ON c.record = e.record
LEFT JOIN kept.cast_members AS m ON m.record = e.record AND m.position = e.cast_position
LEFT JOIN kept.actors AS w ON w.number = m.actor;

CREATE VIEW roles AS
SELECT w.name AS actor, w.kind, o.words AS role, o.organisation, o.country, c.article, c.published, c.publisher, c.title
FROM kept.roles AS o
JOIN kept.current AS c ON c.record = o.record
JOIN kept.cast_members AS m ON m.record = o.record AND m.position = o.cast_position
JOIN kept.actors AS w ON w.number = m.actor;

CREATE VIEW times AS
SELECT c.article, t."start", t."end", substring(c.text, t."start" + 1, t."end" - t."start") AS words, t.type, t.value,
    t.mod, t.first_day, t.last_day, c.published, c.publisher, c.title
FROM kept.times AS t JOIN kept.current AS c ON c.record = t.record;

CREATE VIEW figures AS
SELECT c.article, f."start", f."end", substring(c.text, f."start" + 1, f."end" - f."start") AS words, f.value, f.low,
    f.high, f.unit, substring(c.text, f.thing_start + 1, f.thing_end - f.thing_start) AS thing,
    kept.hex(s.id) AS statement, w.name AS speaker, w.kind, w.country, c.published, c.publisher, c.title
FROM kept.figures AS f
JOIN kept.current AS c ON c.record = f.record
LEFT JOIN kept.statements AS s ON s.record = f.record AND s.position = f.statement
LEFT JOIN kept.actors AS w ON w.number = s.actor;

CREATE VIEW places AS
SELECT c.article, l."start", l."end", substring(c.text, l."start" + 1, l."end" - l."start") AS words, l.name, l.country,
    l.latitude, l.longitude, l.kind, c.published, c.publisher, c.title
FROM kept.places AS l JOIN kept.current AS c ON c.record = l.record;
