-- Whom and where a refused line speaks of, when it can still be read: the identifier as it came, the place as found.
ALTER TABLE repertoire_ecarte ADD COLUMN identifiant @text NOT NULL DEFAULT '';
ALTER TABLE repertoire_ecarte ADD COLUMN commune @text;
ALTER TABLE repertoire_ecarte ADD COLUMN departement @text;
CREATE INDEX repertoire_ecarte_departement ON repertoire_ecarte (nature, numero, departement);

-- What an edition of FINESS changed: a structure opened, closed, left the file, moved, or is written otherwise.
CREATE TABLE repertoire_mouvement (
    id @int NOT NULL PRIMARY KEY,
    edition @int NOT NULL,
    du @date NOT NULL,
    finess @text NOT NULL,
    genre @text NOT NULL CHECK (genre IN ('ouverture', 'fermeture', 'absence', 'demenagement', 'modification')),
    departement_avant @text,
    departement_apres @text,
    commune_avant @text,
    commune_apres @text,
    categorie @text NOT NULL,
    nom @text NOT NULL,
    detail @json NOT NULL
) @wide;
CREATE INDEX repertoire_mouvement_avant ON repertoire_mouvement (departement_avant, edition);
CREATE INDEX repertoire_mouvement_apres ON repertoire_mouvement (departement_apres, edition);
CREATE INDEX repertoire_mouvement_structure ON repertoire_mouvement (finess);
