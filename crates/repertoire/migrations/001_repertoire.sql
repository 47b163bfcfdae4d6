-- The official directories belong to the instance: the same for every CPTS. A line of a file is kept whole, as its
-- canonical text (every column, '|' between them), beside the few columns that questions are asked by. `absente_du`:
-- the date of the file where the person no longer stands; nobody is ever deleted.
CREATE TABLE repertoire_activite (
    id @int NOT NULL PRIMARY KEY,
    idnps @text NOT NULL,
    commune @text,
    absente_du @date,
    ligne @text NOT NULL
) @wide;
CREATE INDEX repertoire_activite_absente ON repertoire_activite (absente_du) WHERE absente_du IS NOT NULL;

CREATE TABLE repertoire_savoir_faire (
    id @int NOT NULL PRIMARY KEY,
    idnps @text NOT NULL,
    absente_du @date,
    ligne @text NOT NULL
) @wide;
CREATE INDEX repertoire_savoir_faire_absente ON repertoire_savoir_faire (absente_du) WHERE absente_du IS NOT NULL;

CREATE TABLE repertoire_diplome (
    id @int NOT NULL PRIMARY KEY,
    idnps @text NOT NULL,
    absente_du @date,
    ligne @text NOT NULL
) @wide;
CREATE INDEX repertoire_diplome_absente ON repertoire_diplome (absente_du) WHERE absente_du IS NOT NULL;

-- The 64-bit hash of each line, five hundred ids a row, so that a refresh reads a few megabytes instead of the tables:
-- 8 bytes an id, little-endian, zero where no line has that id. `bloc`: rank of the nature, times 2^32, plus id / 500.
CREATE TABLE repertoire_empreinte (
    bloc @int NOT NULL PRIMARY KEY,
    octets @bytes NOT NULL
) @wide;

-- Which lines a person, a commune or a structure has: pairs of 8 bytes, little-endian, the hash of the key in the upper
-- half, the id of the line in the lower. `bloc`: rank of the nature, times 2^32, plus the first 16 bits of the hash. It
-- stands for three indexes of the engine, which would double the time of a first load.
CREATE TABLE repertoire_cle (
    bloc @int NOT NULL PRIMARY KEY,
    octets @bytes NOT NULL
) @wide;

CREATE TABLE repertoire_etablissement (
    finess @text NOT NULL PRIMARY KEY,
    finess_juridique @text,
    siret @text,
    nom @text NOT NULL,
    categorie @text NOT NULL,
    libelle_categorie @text NOT NULL,
    adresse @text NOT NULL,
    code_postal @text NOT NULL,
    ville @text NOT NULL,
    commune @text,
    telephone @text,
    lat @real,
    lon @real,
    ouvert_le @date,
    ferme_le @date,
    actif @bool NOT NULL,
    absent_du @date,
    empreinte @int NOT NULL
) @strict;
CREATE INDEX repertoire_etablissement_commune ON repertoire_etablissement (commune) WHERE commune IS NOT NULL;

-- What was imported. The highest number of a nature is the edition in force.
CREATE TABLE repertoire_edition (
    nature @text NOT NULL CHECK (nature IN ('activite', 'savoir_faire', 'diplome', 'etablissement')),
    numero @int NOT NULL,
    du @date NOT NULL,
    importee_le @instant NOT NULL,
    par @text NOT NULL,
    fichier @text NOT NULL,
    empreinte @text NOT NULL,
    communes @text NOT NULL,
    resume @json NOT NULL,
    PRIMARY KEY (nature, numero)
) @strict;

-- The first lines that were set aside when an edition was imported.
CREATE TABLE repertoire_ecarte (
    nature @text NOT NULL,
    numero @int NOT NULL,
    rang @int NOT NULL,
    ligne @int NOT NULL,
    colonne @text NOT NULL,
    recu @text NOT NULL,
    raison @text NOT NULL,
    PRIMARY KEY (nature, numero, rang)
) @strict;

-- What an edition of the activities changed for a place: somebody came, left, moved, or is written otherwise.
CREATE TABLE repertoire_changement (
    id @int NOT NULL PRIMARY KEY,
    edition @int NOT NULL,
    du @date NOT NULL,
    idnps @text NOT NULL,
    nature @text NOT NULL CHECK (nature IN ('arrivee', 'depart', 'demenagement', 'modification')),
    departement_avant @text,
    departement_apres @text,
    commune_avant @text,
    commune_apres @text,
    profession @text NOT NULL,
    nom @text NOT NULL,
    detail @json NOT NULL
) @wide;
CREATE INDEX repertoire_changement_avant ON repertoire_changement (departement_avant, edition);
CREATE INDEX repertoire_changement_apres ON repertoire_changement (departement_apres, edition);
CREATE INDEX repertoire_changement_personne ON repertoire_changement (idnps);

-- How many times the directories have changed: a program compares one number instead of reading them again.
CREATE TABLE repertoire_revision (
    sujet @text NOT NULL PRIMARY KEY,
    numero @int NOT NULL
) @strict;
