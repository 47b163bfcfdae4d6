-- What an imported row was in its file. Corrections leave it: the same file imported again still finds it.
ALTER TABLE budget_mouvement ADD COLUMN importe @text;
UPDATE budget_mouvement SET importe = doublon WHERE doublon LIKE '%|~%';
CREATE UNIQUE INDEX budget_sans_reimport ON budget_mouvement (cpts, importe) WHERE importe IS NOT NULL AND retire_le IS NULL;

-- The FEC of a closed civil year, byte for byte as it was when the year was closed, with its SHA-256 and the account of the bank.
CREATE TABLE budget_cloture (
    cpts @id NOT NULL,
    annee @int NOT NULL,
    nom @text NOT NULL,
    empreinte @text NOT NULL,
    banque @text NOT NULL,
    octets @bytes NOT NULL,
    PRIMARY KEY (cpts, annee),
    FOREIGN KEY (cpts, annee) REFERENCES budget_annee (cpts, annee)
) @wide;

-- The lines that the entries of a closed year were written from. What other rooms say differently later is counted in the next
-- open year.
CREATE TABLE budget_ligne_close (
    cpts @id NOT NULL,
    annee @int NOT NULL,
    rang @int NOT NULL,
    origine @text NOT NULL,
    genre @text NOT NULL CHECK (genre IN ('recette', 'depense')),
    nature @text NOT NULL,
    jour @date NOT NULL,
    facture_le @date,
    libelle @text NOT NULL,
    tiers @text NOT NULL,
    reference @text NOT NULL,
    moyen @text NOT NULL,
    enveloppe @text NOT NULL,
    compte @text,
    cents @int NOT NULL,
    PRIMARY KEY (cpts, annee, rang),
    FOREIGN KEY (cpts, annee) REFERENCES budget_cloture (cpts, annee)
) @strict;
