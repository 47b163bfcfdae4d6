-- Who took back, as a whole, what was approved or paid: what its act says afterwards no longer changes the line.
ALTER TABLE indemnites_indemnite ADD COLUMN repris_par @id;
-- Why the bank sent it back: about the account (it waits for another one) or not (it may be presented again).
ALTER TABLE indemnites_indemnite ADD COLUMN rejet @text NOT NULL DEFAULT 'compte' CHECK (rejet IN ('compte', 'autre'));
UPDATE indemnites_indemnite SET rejet = 'autre' WHERE etat = 'rejetee'
    AND motif NOT LIKE '%(AC%' AND motif NOT LIKE '%(AG01)%' AND motif NOT LIKE '%(BE%' AND motif NOT LIKE '%(RC%' AND motif NOT LIKE '%(MD07)%';
-- The attendance was signed after the end of the meeting.
ALTER TABLE indemnites_indemnite ADD COLUMN tardive @bool NOT NULL DEFAULT FALSE;

-- What the beneficiary reads on their statement; batches of before carried a text.
ALTER TABLE indemnites_lot ADD COLUMN remise @text NOT NULL DEFAULT 'texte' CHECK (remise IN ('reference', 'texte'));

-- Somebody else than the person gave these details: nothing is paid on them until a third one has checked them.
ALTER TABLE indemnites_coordonnees ADD COLUMN par_autrui @bool NOT NULL DEFAULT FALSE;

-- What proves a line is cited here: a cited file cannot be removed.
CREATE TABLE indemnites_preuve (
    cpts @id NOT NULL,
    ligne @id NOT NULL,
    piece @id NOT NULL,
    PRIMARY KEY (cpts, ligne),
    FOREIGN KEY (cpts, ligne) REFERENCES indemnites_indemnite (cpts, id),
    FOREIGN KEY (cpts, piece) REFERENCES pieces_piece (cpts, id)
) @strict;
INSERT INTO indemnites_preuve (cpts, ligne, piece) SELECT i.cpts, i.id, i.piece FROM indemnites_indemnite i
    JOIN pieces_piece p ON p.cpts = i.cpts AND p.id = i.piece;

-- The paper that the office received with bank details, sealed with the key of the instance; it goes when they are replaced.
CREATE TABLE indemnites_papier (
    cpts @id NOT NULL,
    adherent @id NOT NULL,
    genre @text NOT NULL,
    taille @int NOT NULL CHECK (taille > 0),
    scelle @bytes NOT NULL,
    recu_le @instant NOT NULL,
    PRIMARY KEY (cpts, adherent),
    FOREIGN KEY (cpts, adherent) REFERENCES indemnites_coordonnees (cpts, adherent)
) @wide;
