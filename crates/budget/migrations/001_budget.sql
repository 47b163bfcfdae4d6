-- A grant, an experiment, fees or own funds, entered with where it is written. The envelopes of the contract and the start-up aids
-- come from their own rooms and have no row here.
CREATE TABLE budget_financement (
    cpts @id NOT NULL,
    id @id NOT NULL,
    genre @text NOT NULL,
    nom @text NOT NULL,
    financeur @text NOT NULL,
    source @text NOT NULL,
    montant @int NOT NULL CHECK (montant >= 0),
    publique @bool NOT NULL,
    du @date NOT NULL,
    au @date,
    attendu_le @date,
    conditions @text NOT NULL,
    compte @text NOT NULL,
    auteur @id,
    ecrit_le @instant NOT NULL,
    retire_le @instant,
    PRIMARY KEY (cpts, id)
) @strict;

-- A civil year. Whoever writes in it counts their line here, under the lock of the row: nobody writes while another closes it.
CREATE TABLE budget_annee (
    cpts @id NOT NULL,
    annee @int NOT NULL,
    ecritures @int NOT NULL,
    close_le @instant,
    close_par @id,
    PRIMARY KEY (cpts, annee)
) @strict;

-- Money received, committed or spent. A contra entry alone is negative. The same reference, day and amount are kept once.
CREATE TABLE budget_mouvement (
    cpts @id NOT NULL,
    id @id NOT NULL,
    genre @text NOT NULL CHECK (genre IN ('recette', 'engagement', 'depense')),
    nature @text NOT NULL,
    jour @date NOT NULL,
    facture_le @date,
    libelle @text NOT NULL,
    tiers @text NOT NULL,
    reference @text NOT NULL,
    moyen @text NOT NULL,
    cents @int NOT NULL CHECK (cents <> 0),
    engagement @id,
    contre @id,
    solde_le @date,
    doublon @text,
    auteur @id,
    ecrit_le @instant NOT NULL,
    retire_le @instant,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, engagement) REFERENCES budget_mouvement (cpts, id),
    FOREIGN KEY (cpts, contre) REFERENCES budget_mouvement (cpts, id),
    CHECK (cents > 0 OR contre IS NOT NULL),
    CHECK (engagement IS NULL OR genre = 'depense'),
    CHECK (solde_le IS NULL OR genre = 'engagement')
) @strict;
CREATE UNIQUE INDEX budget_une_contrepartie ON budget_mouvement (cpts, contre) WHERE contre IS NOT NULL AND retire_le IS NULL;
CREATE UNIQUE INDEX budget_sans_doublon ON budget_mouvement (cpts, doublon) WHERE doublon IS NOT NULL AND retire_le IS NULL;
CREATE INDEX budget_mouvement_du_jour ON budget_mouvement (cpts, jour);

-- Which envelope pays which share, on which account. `financement` repeats the id of an envelope that has a row.
CREATE TABLE budget_part (
    cpts @id NOT NULL,
    mouvement @id NOT NULL,
    rang @int NOT NULL,
    enveloppe @text NOT NULL,
    financement @id,
    compte @text NOT NULL,
    cents @int NOT NULL CHECK (cents <> 0),
    PRIMARY KEY (cpts, mouvement, rang),
    FOREIGN KEY (cpts, mouvement) REFERENCES budget_mouvement (cpts, id),
    FOREIGN KEY (cpts, financement) REFERENCES budget_financement (cpts, id)
) @strict;

-- A file kept beside a movement.
CREATE TABLE budget_piece (
    cpts @id NOT NULL,
    id @id NOT NULL,
    mouvement @id NOT NULL,
    piece @id NOT NULL,
    auteur @id,
    jointe_le @instant NOT NULL,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, mouvement) REFERENCES budget_mouvement (cpts, id),
    FOREIGN KEY (cpts, piece) REFERENCES pieces_piece (cpts, id)
) @strict;

-- What the treasurer plans to spend of an envelope in a year (« civil-2026 », « contrat-2024-03-20-2 »).
CREATE TABLE budget_prevu (
    cpts @id NOT NULL,
    enveloppe @text NOT NULL,
    exercice @text NOT NULL,
    cents @int NOT NULL CHECK (cents >= 0),
    note @text NOT NULL,
    auteur @id,
    ecrit_le @instant NOT NULL,
    PRIMARY KEY (cpts, enveloppe, exercice)
) @strict;

-- A decision to move money from an envelope to another: never without the paper that says who agreed.
CREATE TABLE budget_decision (
    cpts @id NOT NULL,
    id @id NOT NULL,
    jour @date NOT NULL,
    de @text NOT NULL,
    vers @text NOT NULL,
    cents @int NOT NULL CHECK (cents > 0),
    texte @text NOT NULL,
    piece @id NOT NULL,
    auteur @id,
    ecrit_le @instant NOT NULL,
    retire_le @instant,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, piece) REFERENCES pieces_piece (cpts, id),
    CHECK (de <> vers)
) @strict;

-- An account that the accountant adds, or names otherwise.
CREATE TABLE budget_compte (
    cpts @id NOT NULL,
    numero @text NOT NULL,
    libelle @text NOT NULL,
    PRIMARY KEY (cpts, numero)
) @strict;

-- The account of a line that another room wrote: « aide-<id of the expense> ».
CREATE TABLE budget_affectation (
    cpts @id NOT NULL,
    ligne @text NOT NULL,
    compte @text NOT NULL,
    PRIMARY KEY (cpts, ligne)
) @strict;

-- How the association keeps its accounts: its SIREN, the accounts of what is not typed here.
CREATE TABLE budget_reglage (
    cpts @id NOT NULL,
    cle @text NOT NULL,
    valeur @text NOT NULL,
    PRIMARY KEY (cpts, cle)
) @strict;

-- Balances that open a civil year: debit above zero, credit below.
CREATE TABLE budget_solde (
    cpts @id NOT NULL,
    annee @int NOT NULL,
    compte @text NOT NULL,
    libelle @text NOT NULL,
    cents @int NOT NULL CHECK (cents <> 0),
    PRIMARY KEY (cpts, annee, compte)
) @strict;
