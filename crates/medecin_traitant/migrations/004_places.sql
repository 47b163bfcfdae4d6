-- When a doctor was last asked how many patients they take, and how often since they last said it.
CREATE TABLE medecin_traitant_rappel (
    cpts @id NOT NULL,
    medecin @id NOT NULL,
    le @instant NOT NULL,
    rappels @int NOT NULL CHECK (rappels > 0),
    PRIMARY KEY (cpts, medecin),
    FOREIGN KEY (cpts, medecin) REFERENCES medecin_traitant_medecin (cpts, id)
) @strict;

-- The last day on which the points of every open request were counted again: they grow with time and age.
CREATE TABLE medecin_traitant_recompte (
    cpts @id NOT NULL,
    jour @date NOT NULL,
    PRIMARY KEY (cpts)
) @strict;
