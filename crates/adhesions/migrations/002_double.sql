-- A request that looks like somebody who asked or belongs is kept apart for the bureau, never lost: its facts, fingerprinted, so that
-- the same ones sent again are kept once. It takes nobody's place: what must be unique is so among the others. Two people of one house
-- may share its address.
ALTER TABLE adhesions_adherent ADD COLUMN en_double @text;
DROP INDEX adhesions_une_demande;
DROP INDEX adhesions_un_idnps;
DROP INDEX adhesions_un_courriel_et_nom;
CREATE UNIQUE INDEX adhesions_un_idnps ON adhesions_adherent (cpts, idnps) WHERE idnps IS NOT NULL AND en_double IS NULL AND etat IN ('demande', 'adherent');
CREATE UNIQUE INDEX adhesions_un_courriel_et_nom ON adhesions_adherent (cpts, courriel, cle) WHERE courriel IS NOT NULL AND en_double IS NULL AND etat IN ('demande', 'adherent');
CREATE UNIQUE INDEX adhesions_un_double ON adhesions_adherent (cpts, en_double) WHERE en_double IS NOT NULL AND etat = 'demande';
