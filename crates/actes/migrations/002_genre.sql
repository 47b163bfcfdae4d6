-- What kind of act it is, what it is about, and the action of the projet de santé that it carries out. Acts noted before
-- have none of the three.
ALTER TABLE actes_acte ADD COLUMN genre @text NOT NULL DEFAULT '';
ALTER TABLE actes_acte ADD COLUMN theme @text NOT NULL DEFAULT '';
ALTER TABLE actes_acte ADD COLUMN action @id;

-- Everything that indicators sum, in the order they group it: sums read this index alone, and sort nothing.
CREATE INDEX actes_par_nature ON actes_acte
    (cpts, mission, genre, theme, action, source, jour, annule, minutes, personnes);
