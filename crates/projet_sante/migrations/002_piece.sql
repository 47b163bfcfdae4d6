-- A file kept beside something of the path, of the file sent to the ARS, of the statutes, of an aid. `sujet` names it:
-- `critere:emergence/contacts`, `envoi:<id>`, `question:<id>`, `statut:ouverture`, `aide:<id>`, `annexe`.
CREATE TABLE projet_sante_piece (
    cpts @id NOT NULL,
    id @id NOT NULL,
    sujet @text NOT NULL,
    piece @id NOT NULL,
    auteur @id,
    jointe_le @instant NOT NULL,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, piece) REFERENCES pieces_piece (cpts, id)
) @strict;
CREATE INDEX projet_sante_piece_du_sujet ON projet_sante_piece (cpts, sujet, jointe_le);
