-- The code by which a doctor who holds a link proves to be that doctor: its keyed hash, good a few minutes, a few tries.
CREATE TABLE medecin_traitant_code (
    cpts @id NOT NULL,
    medecin @id NOT NULL,
    empreinte @bytes NOT NULL,
    envoye_le @instant NOT NULL,
    expire_le @instant NOT NULL,
    essais @int NOT NULL CHECK (essais >= 0),
    jour @date NOT NULL,
    envois @int NOT NULL CHECK (envois > 0),
    PRIMARY KEY (cpts, medecin),
    FOREIGN KEY (cpts, medecin) REFERENCES medecin_traitant_medecin (cpts, id)
) @strict;

-- Whose turn it is to prepare cards: one row a CPTS, held while cards are made.
CREATE TABLE medecin_traitant_tour (
    cpts @id NOT NULL,
    le @instant NOT NULL,
    PRIMARY KEY (cpts)
) @strict;
