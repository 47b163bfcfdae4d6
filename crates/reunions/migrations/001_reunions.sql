-- Meetings that repeat: what was asked, in words; each date is a meeting of its own.
CREATE TABLE reunions_serie (
    cpts @id NOT NULL,
    id @id NOT NULL,
    regle @text NOT NULL,
    auteur @id,
    cree_le @instant NOT NULL,
    PRIMARY KEY (cpts, id)
) @strict;

-- A meeting. `debut` and `fin` are the hours of a clock in France (`2026-03-29T20:00:00`), whatever the season; `minutes` what really
-- elapses between them. `sequence` grows by one at each change that calendars must learn.
CREATE TABLE reunions_reunion (
    cpts @id NOT NULL,
    id @id NOT NULL,
    serie @id,
    titre @text NOT NULL,
    genre @text NOT NULL CHECK (genre IN
        ('groupe', 'rcp', 'formation', 'prevention', 'ag', 'ca', 'bureau', 'dialogue', 'autre')),
    mission @text NOT NULL,
    action @id,
    theme @text NOT NULL,
    jour @date NOT NULL,
    debut @text NOT NULL,
    fin @text NOT NULL,
    minutes @int NOT NULL CHECK (minutes BETWEEN 1 AND 2880),
    lieu @text NOT NULL,
    commune @text NOT NULL,
    visio @text NOT NULL,
    ordre @text NOT NULL,
    responsable @id,
    jauge @int CHECK (jauge > 0),
    oui @int NOT NULL CHECK (oui >= 0),
    sequence @int NOT NULL,
    etat @text NOT NULL CHECK (etat IN ('prevue', 'annulee', 'tenue')),
    etat_le @instant,
    motif @text NOT NULL,
    acte @id,
    auteur @id,
    cree_le @instant NOT NULL,
    change_le @instant NOT NULL,
    PRIMARY KEY (cpts, id),
    -- No more people said yes than the room holds.
    CHECK (jauge IS NULL OR oui <= jauge),
    CHECK ((etat = 'prevue') = (etat_le IS NULL)),
    CHECK (etat <> 'annulee' OR motif <> ''),
    FOREIGN KEY (cpts, serie) REFERENCES reunions_serie (cpts, id),
    FOREIGN KEY (cpts, responsable) REFERENCES adhesions_adherent (cpts, id)
) @strict;
CREATE INDEX reunions_reunion_par_jour ON reunions_reunion (cpts, jour, debut);
CREATE INDEX reunions_reunion_de_la_serie ON reunions_reunion (cpts, serie, debut) WHERE serie IS NOT NULL;

-- Who is invited: a member of the association, or a guest by name and e-mail address.
CREATE TABLE reunions_invite (
    cpts @id NOT NULL,
    id @id NOT NULL,
    reunion @id NOT NULL,
    adherent @id,
    nom @text NOT NULL,
    courriel @text NOT NULL,
    reponse @text NOT NULL CHECK (reponse IN ('attendu', 'oui', 'non', 'peut_etre')),
    repondu_le @instant,
    relance_le @instant,
    auteur @id,
    invite_le @instant NOT NULL,
    PRIMARY KEY (cpts, id),
    CHECK (adherent IS NOT NULL OR nom <> ''),
    CHECK ((reponse = 'attendu') = (repondu_le IS NULL)),
    FOREIGN KEY (cpts, reunion) REFERENCES reunions_reunion (cpts, id),
    FOREIGN KEY (cpts, adherent) REFERENCES adhesions_adherent (cpts, id)
) @strict;
-- Each is invited once.
CREATE UNIQUE INDEX reunions_invite_une_fois ON reunions_invite (cpts, reunion, adherent) WHERE adherent IS NOT NULL;
CREATE UNIQUE INDEX reunions_invite_courriel ON reunions_invite (cpts, reunion, courriel) WHERE adherent IS NULL AND courriel <> '';
CREATE INDEX reunions_invite_de_l_adherent ON reunions_invite (cpts, adherent) WHERE adherent IS NOT NULL;
-- The key of the foreign key above leads nowhere else: lists of a meeting read this.
CREATE INDEX reunions_invite_de_la_reunion ON reunions_invite (cpts, reunion);

-- Somebody was there. One presence for each person at a meeting, whatever happens: a mistake is corrected or cancelled with its reason.
-- `acte` is the line of the ledger that says it today, written in the same transaction.
CREATE TABLE reunions_presence (
    cpts @id NOT NULL,
    id @id NOT NULL,
    reunion @id NOT NULL,
    adherent @id NOT NULL,
    jour @date NOT NULL,
    arrivee @text NOT NULL,
    depart @text NOT NULL,
    minutes @int NOT NULL CHECK (minutes BETWEEN 0 AND 2880),
    a_distance @bool NOT NULL,
    comment @text NOT NULL CHECK (comment IN ('porte', 'lien', 'feuille', 'bureau')),
    acte @id,
    annulee @bool NOT NULL,
    motif @text NOT NULL,
    version @int NOT NULL,
    auteur @id,
    signee_le @instant NOT NULL,
    PRIMARY KEY (cpts, id),
    CHECK (NOT annulee OR motif <> ''),
    FOREIGN KEY (cpts, reunion) REFERENCES reunions_reunion (cpts, id),
    FOREIGN KEY (cpts, adherent) REFERENCES adhesions_adherent (cpts, id)
) @strict;
CREATE UNIQUE INDEX reunions_presence_une_fois ON reunions_presence (cpts, reunion, adherent);
CREATE INDEX reunions_presence_de_l_adherent ON reunions_presence (cpts, adherent, jour);

-- Somebody who is on no list signed with their name: the office says later which member it is, or leaves it so.
CREATE TABLE reunions_visiteur (
    cpts @id NOT NULL,
    id @id NOT NULL,
    reunion @id NOT NULL,
    nom @text NOT NULL,
    cle @text NOT NULL,
    profession @text NOT NULL,
    a_distance @bool NOT NULL,
    rattache @id,
    retire_le @instant,
    signe_le @instant NOT NULL,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, reunion) REFERENCES reunions_reunion (cpts, id),
    FOREIGN KEY (cpts, rattache) REFERENCES reunions_presence (cpts, id)
) @strict;
CREATE UNIQUE INDEX reunions_visiteur_une_fois ON reunions_visiteur (cpts, reunion, cle) WHERE retire_le IS NULL;

-- Every text that the minutes of a meeting had. The number is the next one or nothing: of two people who write upon the same text, the
-- primary key lets one through. A validated text is never written again: a change is the next number.
CREATE TABLE reunions_compte_rendu (
    cpts @id NOT NULL,
    reunion @id NOT NULL,
    numero @int NOT NULL CHECK (numero > 0),
    texte @text NOT NULL,
    auteur @id,
    ecrit_le @instant NOT NULL,
    valide_par @id,
    valide_le @instant,
    PRIMARY KEY (cpts, reunion, numero),
    FOREIGN KEY (cpts, reunion) REFERENCES reunions_reunion (cpts, id)
) @strict;

-- What was decided, who carries it, until when.
CREATE TABLE reunions_decision (
    cpts @id NOT NULL,
    id @id NOT NULL,
    reunion @id NOT NULL,
    texte @text NOT NULL,
    porteur @id,
    echeance @date,
    fait_le @date,
    auteur @id,
    ecrite_le @instant NOT NULL,
    retiree_le @instant,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, reunion) REFERENCES reunions_reunion (cpts, id),
    FOREIGN KEY (cpts, porteur) REFERENCES adhesions_adherent (cpts, id)
) @strict;
CREATE INDEX reunions_decision_a_suivre ON reunions_decision (cpts, fait_le, echeance);

-- Numbers of the attestations of a year: one by one, never twice.
CREATE TABLE reunions_compteur (
    cpts @id NOT NULL,
    annee @int NOT NULL,
    dernier @int NOT NULL,
    PRIMARY KEY (cpts, annee)
) @strict;

-- What was attested, as JSON, its fingerprint, and the code by which anybody can check it. The same facts are attested once.
CREATE TABLE reunions_attestation (
    cpts @id NOT NULL,
    id @id NOT NULL,
    code @text NOT NULL,
    numero @text NOT NULL,
    adherent @id NOT NULL,
    annee @int NOT NULL,
    faits @json NOT NULL,
    empreinte @text NOT NULL,
    emise_par @text NOT NULL,
    emise_le @instant NOT NULL,
    retiree_le @instant,
    motif @text NOT NULL,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, adherent) REFERENCES adhesions_adherent (cpts, id)
) @strict;
CREATE UNIQUE INDEX reunions_attestation_code ON reunions_attestation (cpts, code);
CREATE UNIQUE INDEX reunions_attestation_une_fois ON reunions_attestation (cpts, adherent, annee, empreinte) WHERE retiree_le IS NULL;
