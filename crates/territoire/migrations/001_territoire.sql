-- Editions of the reference files, shared by the whole instance: one line per import, the bytes last so that a list
-- never reads them. The highest number is the one in force; without any, the tables compiled into the program are.
-- The bytes of an import of outlines are empty: they stand in territoire_contour.
CREATE TABLE territoire_edition (
    nature @text NOT NULL CHECK (nature IN ('communes', 'indicateurs', 'contours')),
    numero @int NOT NULL,
    importee_le @instant NOT NULL,
    par @text NOT NULL,
    fichier @text NOT NULL,
    empreinte @text NOT NULL,
    resume @json NOT NULL,
    contenu @bytes NOT NULL,
    PRIMARY KEY (nature, numero)
) @strict;

-- The outlines in force, by département: a map reads one line. Importing a file replaces the communes it holds.
CREATE TABLE territoire_contour (
    departement @text NOT NULL PRIMARY KEY,
    contenu @bytes NOT NULL
) @strict;

-- How many times what every page shares has changed: a program compares one number instead of reading it all again.
CREATE TABLE territoire_revision (
    sujet @text NOT NULL PRIMARY KEY CHECK (sujet IN ('editions', 'cpts')),
    numero @int NOT NULL
) @strict;

-- The dated versions of a territory: the communes from that day on, codes separated by spaces. The population that
-- was shown to whoever decided stays beside them, with its vintage: a newer census never rewrites a decision.
CREATE TABLE territoire_perimetre (
    cpts @id NOT NULL,
    depuis @date NOT NULL,
    communes @text NOT NULL,
    population @int NOT NULL,
    millesime @text NOT NULL,
    decide_le @instant NOT NULL,
    PRIMARY KEY (cpts, depuis)
) @strict;

-- The stages that a CPTS went through, and the one it expects, with what is known of each date.
CREATE TABLE territoire_etape (
    cpts @id NOT NULL,
    etape @text NOT NULL,
    jour @date NOT NULL,
    precision_date @text NOT NULL,
    prevue @bool NOT NULL,
    PRIMARY KEY (cpts, etape)
) @strict;
