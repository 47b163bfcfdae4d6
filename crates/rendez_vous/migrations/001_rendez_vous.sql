-- Where care is given: a practice, a maison de garde, a centre, a room lent for advanced consultations.
-- `horaires` and `acces` are read by people: opening hours, who may come and how.
CREATE TABLE rendez_vous_lieu (
    cpts @id NOT NULL,
    id @id NOT NULL,
    sorte @text NOT NULL CHECK (sorte IN ('cabinet', 'centre_snp', 'maison_de_garde', 'imagerie', 'consultation_avancee', 'autre')),
    nom @text NOT NULL,
    cle @text NOT NULL,
    commune @text NOT NULL,
    adresse @text NOT NULL,
    code_postal @text NOT NULL,
    telephone @text,
    finess @text,
    horaires @text NOT NULL,
    acces @text NOT NULL,
    auteur @id,
    ecrit_le @instant NOT NULL,
    retire_le @instant,
    PRIMARY KEY (cpts, id)
) @strict;
CREATE UNIQUE INDEX rendez_vous_un_lieu ON rendez_vous_lieu (cpts, cle, commune) WHERE retire_le IS NULL;

-- Who gives care on slots: a professional, or a service that works as one (imaging).
CREATE TABLE rendez_vous_effecteur (
    cpts @id NOT NULL,
    id @id NOT NULL,
    adherent @id,
    compte @id,
    rpps @text,
    nom @text NOT NULL,
    cle @text NOT NULL,
    profession @text NOT NULL,
    specialite @text NOT NULL,
    lieu @id NOT NULL,
    telephone @text,
    courriel @text,
    auteur @id,
    ecrit_le @instant NOT NULL,
    retire_le @instant,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, lieu) REFERENCES rendez_vous_lieu (cpts, id)
) @strict;
CREATE UNIQUE INDEX rendez_vous_un_adherent ON rendez_vous_effecteur (cpts, adherent) WHERE adherent IS NOT NULL AND retire_le IS NULL;
CREATE UNIQUE INDEX rendez_vous_un_rpps ON rendez_vous_effecteur (cpts, rpps) WHERE rpps IS NOT NULL AND retire_le IS NULL;
CREATE INDEX rendez_vous_par_compte ON rendez_vous_effecteur (cpts, compte);

-- Slots offered together because they repeat: what was said, to show it and to take the rest of it back.
CREATE TABLE rendez_vous_serie (
    cpts @id NOT NULL,
    id @id NOT NULL,
    effecteur @id NOT NULL,
    regle @json NOT NULL,
    auteur @id,
    ecrit_le @instant NOT NULL,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, effecteur) REFERENCES rendez_vous_effecteur (cpts, id)
) @strict;

-- A stretch of time in which somebody sees `places` patients. `visibilite` holds national codes (TRE_R314), `soins` kinds of
-- care, both separated by spaces; no kind: all. `externe`: its name in the agenda that it comes from.
CREATE TABLE rendez_vous_creneau (
    cpts @id NOT NULL,
    id @id NOT NULL,
    effecteur @id NOT NULL,
    lieu @id NOT NULL,
    serie @id,
    debut @instant NOT NULL,
    fin @instant NOT NULL,
    places @int NOT NULL CHECK (places > 0),
    visibilite @text NOT NULL CHECK (visibilite <> ''),
    modalite @text NOT NULL CHECK (modalite IN ('cabinet', 'domicile', 'tele')),
    soins @text NOT NULL,
    note @text NOT NULL,
    source @text NOT NULL CHECK (source IN ('saisie', 'serie', 'agenda', 'planning')),
    externe @text,
    auteur @id,
    ecrit_le @instant NOT NULL,
    change_le @instant NOT NULL,
    retire_le @instant,
    motif @text NOT NULL,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, effecteur) REFERENCES rendez_vous_effecteur (cpts, id),
    FOREIGN KEY (cpts, lieu) REFERENCES rendez_vous_lieu (cpts, id),
    FOREIGN KEY (cpts, serie) REFERENCES rendez_vous_serie (cpts, id),
    CHECK (fin > debut)
) @strict;
CREATE INDEX rendez_vous_creneaux ON rendez_vous_creneau (cpts, debut) WHERE retire_le IS NULL;
CREATE INDEX rendez_vous_par_effecteur ON rendez_vous_creneau (cpts, effecteur, debut) WHERE retire_le IS NULL;
CREATE INDEX rendez_vous_par_serie ON rendez_vous_creneau (cpts, serie) WHERE serie IS NOT NULL;
CREATE INDEX rendez_vous_changes ON rendez_vous_creneau (cpts, change_le);
CREATE UNIQUE INDEX rendez_vous_un_externe ON rendez_vous_creneau (cpts, effecteur, externe) WHERE externe IS NOT NULL AND retire_le IS NULL;

-- An appointment. `cle` is drawn by whoever asks: the same asked twice is one appointment. `demande` is what it answers, in the
-- room that keeps patients: nothing here says who they are.
CREATE TABLE rendez_vous_rdv (
    cpts @id NOT NULL,
    id @id NOT NULL,
    cle @id NOT NULL,
    creneau @id NOT NULL,
    demande @id,
    origine @text NOT NULL CHECK (origine IN ('console', 'regulateur', 'professionnel', 'patient', 'machine')),
    etat @text NOT NULL CHECK (etat IN ('pris', 'annule', 'honore', 'non_honore', 'redirige')),
    auteur @id,
    pris_le @instant NOT NULL,
    change_le @instant NOT NULL,
    motif @text NOT NULL,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, creneau) REFERENCES rendez_vous_creneau (cpts, id)
) @strict;
CREATE UNIQUE INDEX rendez_vous_une_cle ON rendez_vous_rdv (cpts, cle);
CREATE INDEX rendez_vous_du_creneau ON rendez_vous_rdv (cpts, creneau);
CREATE INDEX rendez_vous_de_la_demande ON rendez_vous_rdv (cpts, demande) WHERE demande IS NOT NULL;

-- The places of a slot. A place is one row and has one column for who holds it: two people cannot have it, whatever runs at
-- once. A free place that is taken back is deleted: nobody can take it any more.
CREATE TABLE rendez_vous_place (
    cpts @id NOT NULL,
    creneau @id NOT NULL,
    rang @int NOT NULL CHECK (rang > 0),
    rdv @id,
    PRIMARY KEY (cpts, creneau, rang),
    FOREIGN KEY (cpts, creneau) REFERENCES rendez_vous_creneau (cpts, id),
    FOREIGN KEY (cpts, rdv) REFERENCES rendez_vous_rdv (cpts, id)
) @strict;
CREATE UNIQUE INDEX rendez_vous_une_place ON rendez_vous_place (cpts, rdv) WHERE rdv IS NOT NULL;
