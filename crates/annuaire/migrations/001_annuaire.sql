-- How many times the directory of a CPTS has changed: caches compare one number. Every change begins here, which also
-- makes the changes of one CPTS wait for each other.
CREATE TABLE annuaire_revision (
    cpts @id NOT NULL PRIMARY KEY,
    numero @int NOT NULL
) @strict;

-- How often a CPTS wants its directory confirmed; without a line, the default of the program.
CREATE TABLE annuaire_reglage (
    cpts @id NOT NULL PRIMARY KEY,
    fraicheur_mois @int NOT NULL CHECK (fraicheur_mois BETWEEN 1 AND 36),
    referent_mois @int NOT NULL CHECK (referent_mois BETWEEN 1 AND 36)
) @strict;

-- One entry for each professional, structure or actor about whom something was said. `reference` names the subject;
-- name, kind and communes are here only when no official file has them.
CREATE TABLE annuaire_fiche (
    cpts @id NOT NULL,
    id @id NOT NULL,
    reference @text NOT NULL,
    genre @text NOT NULL,
    precision_genre @text NOT NULL,
    nom @text NOT NULL,
    contact @text NOT NULL,
    communes @text NOT NULL,
    numero @int NOT NULL,
    creee_le @instant NOT NULL,
    confirmee_le @instant,
    confirmee_source @text NOT NULL,
    confirmee_par @id,
    demandee_le @instant,
    ne_plus_ecrire @bool NOT NULL,
    parti_le @instant,
    retiree_le @instant,
    effacee_le @instant,
    PRIMARY KEY (cpts, id)
) @strict;
CREATE UNIQUE INDEX annuaire_une_fiche ON annuaire_fiche (cpts, reference);

-- What is said of each field. `valeur` holds the texts of its parts; `id` is drawn anew with each value.
CREATE TABLE annuaire_champ (
    cpts @id NOT NULL,
    fiche @id NOT NULL,
    nature @text NOT NULL,
    id @id NOT NULL,
    valeur @json NOT NULL,
    visibilite @text NOT NULL CHECK (visibilite IN ('public', 'membres', 'bureau')),
    source @text NOT NULL CHECK (source IN ('titulaire', 'cpts')),
    le @instant NOT NULL,
    par @id,
    ecarte @text NOT NULL,
    PRIMARY KEY (cpts, fiche, nature),
    FOREIGN KEY (cpts, fiche) REFERENCES annuaire_fiche (cpts, id)
) @strict;

-- Both days are in; no end means until further notice.
CREATE TABLE annuaire_absence (
    cpts @id NOT NULL,
    id @id NOT NULL,
    fiche @id NOT NULL,
    du @date NOT NULL,
    au @date,
    remplacant_idnps @text NOT NULL,
    remplacant_mots @text NOT NULL,
    note @text NOT NULL,
    source @text NOT NULL,
    le @instant NOT NULL,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, fiche) REFERENCES annuaire_fiche (cpts, id),
    CHECK (au IS NULL OR au >= du)
) @strict;
CREATE INDEX annuaire_absence_par_fiche ON annuaire_absence (cpts, fiche, du);

-- Who works in which structure, said by hand beside the official file.
CREATE TABLE annuaire_rattachement (
    cpts @id NOT NULL,
    id @id NOT NULL,
    fiche @id NOT NULL,
    structure @text NOT NULL,
    fonction @text NOT NULL,
    depuis @date NOT NULL,
    jusquau @date,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, fiche) REFERENCES annuaire_fiche (cpts, id)
) @strict;
CREATE UNIQUE INDEX annuaire_un_rattachement ON annuaire_rattachement (cpts, fiche, structure) WHERE jusquau IS NULL;
CREATE INDEX annuaire_rattachement_par_structure ON annuaire_rattachement (cpts, structure);

-- What owners answered, until somebody of the office has looked.
CREATE TABLE annuaire_reponse (
    cpts @id NOT NULL,
    id @id NOT NULL,
    fiche @id NOT NULL,
    suite @text NOT NULL,
    natures @text NOT NULL,
    absence @bool NOT NULL,
    le @instant NOT NULL,
    vue_le @instant,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, fiche) REFERENCES annuaire_fiche (cpts, id)
) @strict;
CREATE INDEX annuaire_reponse_par_fiche ON annuaire_reponse (cpts, fiche);

-- Whom to ask in each institution, by territory and topic.
CREATE TABLE annuaire_referent (
    cpts @id NOT NULL,
    id @id NOT NULL,
    institution @text NOT NULL,
    departement @text NOT NULL,
    theme @text NOT NULL,
    role @text NOT NULL,
    unite @text NOT NULL,
    nom @text NOT NULL,
    courriel @text,
    telephone @text,
    verifie_le @instant NOT NULL,
    retire_le @instant,
    PRIMARY KEY (cpts, id)
) @strict;

-- Which changes of the official files the CPTS has looked at: all those up to an edition, and some since.
CREATE TABLE annuaire_socle (
    cpts @id NOT NULL PRIMARY KEY,
    edition @int NOT NULL,
    le @instant NOT NULL
) @strict;
CREATE TABLE annuaire_revue (
    cpts @id NOT NULL,
    changement @int NOT NULL,
    edition @int NOT NULL,
    le @instant NOT NULL,
    PRIMARY KEY (cpts, changement)
) @strict;
