-- What a CPTS has looked at among the changes of FINESS, as `annuaire_socle` and `annuaire_revue` say it of people.
CREATE TABLE annuaire_socle_structure (
    cpts @id NOT NULL PRIMARY KEY,
    edition @int NOT NULL,
    le @instant NOT NULL
) @strict;
CREATE TABLE annuaire_revue_structure (
    cpts @id NOT NULL,
    changement @int NOT NULL,
    edition @int NOT NULL,
    le @instant NOT NULL,
    PRIMARY KEY (cpts, changement)
) @strict;
