-- The evidence ledger. A line is never changed: a correction is a new line that cites the one it corrects.
CREATE TABLE actes_acte (
    cpts @id NOT NULL,
    id @id NOT NULL,
    jour @date NOT NULL,
    mission @text NOT NULL,
    intitule @text NOT NULL,
    auteur @id,
    commune @text NOT NULL,
    minutes @int NOT NULL CHECK (minutes >= 0),
    personnes @int NOT NULL CHECK (personnes >= 0),
    source @text NOT NULL,
    source_id @text NOT NULL,
    corrige @id,
    motif @text NOT NULL,
    annule @bool NOT NULL,
    saisi_le @instant NOT NULL,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, corrige) REFERENCES actes_acte (cpts, id)
) @strict;
CREATE INDEX actes_par_jour ON actes_acte (cpts, jour, id);
-- A source row gives one act; a line is corrected once, then its correction is.
CREATE UNIQUE INDEX actes_une_fois_par_source ON actes_acte (cpts, source, source_id) WHERE corrige IS NULL;
CREATE UNIQUE INDEX actes_une_correction ON actes_acte (cpts, corrige) WHERE corrige IS NOT NULL;

-- Totals by mission and month, kept in the transaction that writes the act, so that a page never recounts.
CREATE TABLE actes_total (
    cpts @id NOT NULL,
    mission @text NOT NULL,
    mois @date NOT NULL,
    actes @int NOT NULL,
    minutes @int NOT NULL,
    personnes @int NOT NULL,
    PRIMARY KEY (cpts, mission, mois)
) @strict;

-- only: sqlite
CREATE TRIGGER actes_acte_sans_modification BEFORE UPDATE ON actes_acte
BEGIN SELECT RAISE(ABORT, 'actes_acte is append-only'); END;
-- only: sqlite
CREATE TRIGGER actes_acte_sans_suppression BEFORE DELETE ON actes_acte
BEGIN SELECT RAISE(ABORT, 'actes_acte is append-only'); END;
-- only: postgres
CREATE TRIGGER actes_acte_ajout_seul BEFORE UPDATE OR DELETE ON actes_acte
FOR EACH ROW EXECUTE FUNCTION db_append_only();
