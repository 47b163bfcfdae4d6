-- The record of every change and of every reading of patient-level data, one hash chain per CPTS.
CREATE TABLE db_journal (
    cpts @id NOT NULL,
    numero @int NOT NULL,
    instant @instant NOT NULL,
    acteur @text NOT NULL,
    action @text NOT NULL,
    objet @text NOT NULL,
    detail @text NOT NULL,
    ip @text NOT NULL,
    agent @text NOT NULL,
    session @text NOT NULL,
    avant @text NOT NULL,
    apres @text NOT NULL,
    precedent @text NOT NULL,
    empreinte @text NOT NULL,
    PRIMARY KEY (cpts, numero)
) @strict;

CREATE INDEX db_journal_objet ON db_journal (cpts, objet, numero);

-- Last number of each chain, sealed, so that rows cut off the end are missed.
CREATE TABLE db_journal_tete (
    cpts @id NOT NULL PRIMARY KEY,
    numero @int NOT NULL,
    empreinte @text NOT NULL,
    sceau @text NOT NULL
) @strict;

-- only: sqlite
CREATE TRIGGER db_journal_sans_modification BEFORE UPDATE ON db_journal
BEGIN SELECT RAISE(ABORT, 'db_journal is append-only'); END;
-- only: sqlite
CREATE TRIGGER db_journal_sans_suppression BEFORE DELETE ON db_journal
BEGIN SELECT RAISE(ABORT, 'db_journal is append-only'); END;
-- only: postgres
CREATE FUNCTION db_append_only() RETURNS trigger LANGUAGE plpgsql AS
'BEGIN RAISE EXCEPTION ''% is append-only'', TG_TABLE_NAME; END';
-- only: postgres
CREATE TRIGGER db_journal_ajout_seul BEFORE UPDATE OR DELETE OR TRUNCATE ON db_journal
FOR EACH STATEMENT EXECUTE FUNCTION db_append_only();

-- Facts told to the rest of the program, in the transaction that made them true.
CREATE TABLE db_outbox (
    cpts @id NOT NULL,
    id @id NOT NULL,
    nom @text NOT NULL,
    contenu @json NOT NULL,
    ecrit_le @instant NOT NULL,
    essais @int NOT NULL,
    faites @text NOT NULL,
    prochain_essai_le @instant,
    erreur @text NOT NULL,
    PRIMARY KEY (cpts, id)
) @strict;
CREATE INDEX db_outbox_a_faire ON db_outbox (prochain_essai_le) WHERE prochain_essai_le IS NOT NULL;
