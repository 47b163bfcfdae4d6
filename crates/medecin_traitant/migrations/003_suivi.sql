-- What is told on paper or by a call, to those who have neither mobile nor e-mail: what waits, and when it was done. One
-- waits for each request: it tells the last step, whatever was not told before.
CREATE TABLE medecin_traitant_courrier (
    cpts @id NOT NULL,
    id @id NOT NULL,
    demande @id NOT NULL,
    sorte @text NOT NULL CHECK (sorte IN ('lettre', 'appel')),
    quoi @text NOT NULL,
    voulu_le @instant NOT NULL,
    fait_le @instant,
    auteur @id,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, demande) REFERENCES medecin_traitant_demande (cpts, id)
) @strict;
CREATE UNIQUE INDEX medecin_traitant_un_courrier ON medecin_traitant_courrier (cpts, demande) WHERE fait_le IS NULL;
CREATE INDEX medecin_traitant_courriers ON medecin_traitant_courrier (cpts, voulu_le) WHERE fait_le IS NULL;

-- Whether text messages leave from this instance, as its program last said; absent: nobody said that they do not.
CREATE TABLE medecin_traitant_moyen (
    cpts @id NOT NULL,
    sms @bool NOT NULL,
    PRIMARY KEY (cpts)
) @strict;
