-- What a contract measures its missions by. `mesure` is the rule over the acts (JSON), empty when the value is entered.
-- Values, baselines and targets are thousandths; weights are thousandths of the variable part.
CREATE TABLE indicateurs_indicateur (
    cpts @id NOT NULL,
    id @id NOT NULL,
    contrat @id NOT NULL,
    code @text NOT NULL,
    mission @text NOT NULL,
    libelle @text NOT NULL,
    nature @text NOT NULL CHECK (nature IN ('moyens', 'resultat')),
    sens @text NOT NULL CHECK (sens IN ('hausse', 'baisse')),
    unite @text NOT NULL CHECK (unite IN ('nombre', 'pourcentage', 'oui_non')),
    mot @text NOT NULL,
    numerateur @text NOT NULL,
    denominateur @text NOT NULL,
    source @text NOT NULL,
    frequence @text NOT NULL,
    evolution @text NOT NULL CHECK (evolution IN ('cumul', 'niveau')),
    mesure @text NOT NULL,
    depart @int CHECK (depart >= 0),
    depart_le @date,
    confirme @bool NOT NULL,
    ecrit_le @instant NOT NULL,
    retire_le @instant,
    motif @text NOT NULL,
    PRIMARY KEY (cpts, id)
) @strict;
CREATE INDEX indicateurs_du_contrat ON indicateurs_indicateur (cpts, contrat, ecrit_le);
-- An indicator of the catalogue stands once in a contract.
CREATE UNIQUE INDEX indicateurs_une_fois ON indicateurs_indicateur (cpts, contrat, code)
    WHERE code <> '' AND retire_le IS NULL;

CREATE TABLE indicateurs_cible (
    cpts @id NOT NULL,
    indicateur @id NOT NULL,
    annee @int NOT NULL CHECK (annee > 0),
    cible @int CHECK (cible >= 0),
    poids @int CHECK (poids BETWEEN 0 AND 1000),
    PRIMARY KEY (cpts, indicateur, annee),
    FOREIGN KEY (cpts, indicateur) REFERENCES indicateurs_indicateur (cpts, id)
) @strict;

-- A target that the three parties agreed to change.
CREATE TABLE indicateurs_adaptation (
    cpts @id NOT NULL,
    id @id NOT NULL,
    indicateur @id NOT NULL,
    annee @int NOT NULL,
    ancienne @int,
    nouvelle @int NOT NULL,
    motif @text NOT NULL,
    adaptee_le @instant NOT NULL,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, indicateur) REFERENCES indicateurs_indicateur (cpts, id)
) @strict;

-- A value that was entered or imported. One that is taken back stays, with its reason.
CREATE TABLE indicateurs_valeur (
    cpts @id NOT NULL,
    id @id NOT NULL,
    indicateur @id NOT NULL,
    jour @date NOT NULL,
    valeur @int NOT NULL CHECK (valeur >= 0),
    origine @text NOT NULL CHECK (origine IN ('saisie', 'import')),
    source @text NOT NULL,
    note @text NOT NULL,
    auteur @id,
    saisi_le @instant NOT NULL,
    retiree_le @instant,
    motif @text NOT NULL,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, indicateur) REFERENCES indicateurs_indicateur (cpts, id)
) @strict;
CREATE UNIQUE INDEX indicateurs_valeur_du_jour ON indicateurs_valeur (cpts, indicateur, jour) WHERE retiree_le IS NULL;

-- A paper behind a value, or behind an indicator in one year.
CREATE TABLE indicateurs_preuve (
    cpts @id NOT NULL,
    id @id NOT NULL,
    indicateur @id NOT NULL,
    annee @int NOT NULL,
    valeur @id,
    piece @id NOT NULL,
    libelle @text NOT NULL,
    auteur @id,
    ajoutee_le @instant NOT NULL,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, indicateur) REFERENCES indicateurs_indicateur (cpts, id),
    FOREIGN KEY (cpts, valeur) REFERENCES indicateurs_valeur (cpts, id),
    FOREIGN KEY (cpts, piece) REFERENCES pieces_piece (cpts, id)
) @strict;
CREATE INDEX indicateurs_preuve_de ON indicateurs_preuve (cpts, indicateur, annee);

-- The figures of a year as they stood one day.
CREATE TABLE indicateurs_gel (
    cpts @id NOT NULL,
    id @id NOT NULL,
    contrat @id NOT NULL,
    annee @int NOT NULL,
    libelle @text NOT NULL,
    definitif @bool NOT NULL,
    cle @text NOT NULL,
    jour @date NOT NULL,
    gele_le @instant NOT NULL,
    par @id,
    PRIMARY KEY (cpts, id)
) @strict;
-- One freeze settles a year; the key of a caller freezes once.
CREATE UNIQUE INDEX indicateurs_gel_definitif ON indicateurs_gel (cpts, contrat, annee) WHERE definitif;
CREATE UNIQUE INDEX indicateurs_gel_cle ON indicateurs_gel (cpts, contrat, annee, cle);

-- Each indicator as it was frozen (JSON), and the acts that were counted.
CREATE TABLE indicateurs_gel_ligne (
    cpts @id NOT NULL,
    gel @id NOT NULL,
    rang @int NOT NULL,
    indicateur @id NOT NULL,
    contenu @text NOT NULL,
    PRIMARY KEY (cpts, gel, rang),
    FOREIGN KEY (cpts, gel) REFERENCES indicateurs_gel (cpts, id)
) @strict;
CREATE TABLE indicateurs_gel_acte (
    cpts @id NOT NULL,
    gel @id NOT NULL,
    indicateur @id NOT NULL,
    jour @date NOT NULL,
    acte @id NOT NULL,
    PRIMARY KEY (cpts, gel, indicateur, jour, acte)
) @strict;

-- only: sqlite
CREATE TRIGGER indicateurs_gel_sans_modification BEFORE UPDATE ON indicateurs_gel_ligne
BEGIN SELECT RAISE(ABORT, 'indicateurs_gel_ligne is append-only'); END;
-- only: sqlite
CREATE TRIGGER indicateurs_gel_sans_suppression BEFORE DELETE ON indicateurs_gel_ligne
BEGIN SELECT RAISE(ABORT, 'indicateurs_gel_ligne is append-only'); END;
-- only: sqlite
CREATE TRIGGER indicateurs_gel_acte_sans_modification BEFORE UPDATE ON indicateurs_gel_acte
BEGIN SELECT RAISE(ABORT, 'indicateurs_gel_acte is append-only'); END;
-- only: sqlite
CREATE TRIGGER indicateurs_gel_acte_sans_suppression BEFORE DELETE ON indicateurs_gel_acte
BEGIN SELECT RAISE(ABORT, 'indicateurs_gel_acte is append-only'); END;
-- only: postgres
CREATE TRIGGER indicateurs_gel_ligne_ajout_seul BEFORE UPDATE OR DELETE ON indicateurs_gel_ligne
FOR EACH ROW EXECUTE FUNCTION db_append_only();
-- only: postgres
CREATE TRIGGER indicateurs_gel_acte_ajout_seul BEFORE UPDATE OR DELETE ON indicateurs_gel_acte
FOR EACH ROW EXECUTE FUNCTION db_append_only();
