-- A period in which a place is staffed in turn. `revision` counts every change of the plan, so that a proposal computed from an
-- older one is not written; `cout` and `borne` are those of the last proposal, until the plan changes.
CREATE TABLE garde_planning (
    cpts @id NOT NULL,
    id @id NOT NULL,
    nom @text NOT NULL,
    lieu @id NOT NULL,
    du @date NOT NULL,
    au @date NOT NULL,
    par_semaine @int NOT NULL CHECK (par_semaine > 0),
    fin_de_semaine @int CHECK (fin_de_semaine > 0),
    compte_depuis @date NOT NULL,
    etat @text NOT NULL CHECK (etat IN ('brouillon', 'voeux', 'propose', 'publie', 'clos')),
    revision @int NOT NULL,
    cout @int,
    borne @int,
    auteur @id,
    ecrit_le @instant NOT NULL,
    PRIMARY KEY (cpts, id),
    CHECK (au >= du)
) @strict;

-- What is to be covered; two of one planning that ask for the same never begin together. `annonce_le`: when the people missing
-- there were last asked for.
CREATE TABLE garde_demi_journee (
    cpts @id NOT NULL,
    id @id NOT NULL,
    planning @id NOT NULL,
    debut @instant NOT NULL,
    fin @instant NOT NULL,
    besoin @int NOT NULL CHECK (besoin > 0),
    competence @text NOT NULL,
    annonce_le @instant,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, planning) REFERENCES garde_planning (cpts, id),
    CHECK (fin > debut)
) @strict;
CREATE UNIQUE INDEX garde_une_demi_journee ON garde_demi_journee (cpts, planning, debut, competence);

-- Who may be on duty in a planning, and their limits. `competences` holds codes separated by spaces.
CREATE TABLE garde_participant (
    cpts @id NOT NULL,
    id @id NOT NULL,
    planning @id NOT NULL,
    effecteur @id NOT NULL,
    par_semaine @int NOT NULL CHECK (par_semaine > 0),
    au_plus @int,
    competences @text NOT NULL,
    retire_le @instant,
    auteur @id,
    ecrit_le @instant NOT NULL,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, planning) REFERENCES garde_planning (cpts, id)
) @strict;
CREATE UNIQUE INDEX garde_un_participant ON garde_participant (cpts, planning, effecteur);
CREATE INDEX garde_par_effecteur ON garde_participant (cpts, effecteur);

-- What somebody said of a half-day.
CREATE TABLE garde_voeu (
    cpts @id NOT NULL,
    demi_journee @id NOT NULL,
    participant @id NOT NULL,
    avis @text NOT NULL CHECK (avis IN ('souhaite', 'possible', 'eviter', 'impossible')),
    ecrit_le @instant NOT NULL,
    PRIMARY KEY (cpts, demi_journee, participant),
    FOREIGN KEY (cpts, demi_journee) REFERENCES garde_demi_journee (cpts, id),
    FOREIGN KEY (cpts, participant) REFERENCES garde_participant (cpts, id)
) @strict;

-- Who is on which half-day. `effecteur`, `debut` and `fin` are copied so that the schema refuses the same person twice at the same
-- time, whatever the planning; what merely overlaps is refused by the statement that writes, the person being held.
CREATE TABLE garde_affectation (
    cpts @id NOT NULL,
    demi_journee @id NOT NULL,
    participant @id NOT NULL,
    effecteur @id NOT NULL,
    debut @instant NOT NULL,
    fin @instant NOT NULL,
    fixe @bool NOT NULL,
    origine @text NOT NULL CHECK (origine IN ('proposee', 'main', 'echange', 'trou')),
    auteur @id,
    ecrit_le @instant NOT NULL,
    PRIMARY KEY (cpts, demi_journee, participant),
    FOREIGN KEY (cpts, demi_journee) REFERENCES garde_demi_journee (cpts, id),
    FOREIGN KEY (cpts, participant) REFERENCES garde_participant (cpts, id)
) @strict;
CREATE UNIQUE INDEX garde_une_a_la_fois ON garde_affectation (cpts, effecteur, debut);

-- What became of a published half-day for one person, said once; `source` names the act and the indemnities that it gave, `acte`
-- the last line of the ledger about it. What was said keeps who was there: its affectation cannot go.
CREATE TABLE garde_constat (
    cpts @id NOT NULL,
    demi_journee @id NOT NULL,
    participant @id NOT NULL,
    source @id NOT NULL,
    assuree @bool NOT NULL,
    minutes @int NOT NULL CHECK (minutes >= 0),
    gardes @int NOT NULL CHECK (gardes >= 0),
    inutilises @int NOT NULL CHECK (inutilises >= 0 AND inutilises <= gardes),
    acte @id,
    auteur @id,
    ecrit_le @instant NOT NULL,
    PRIMARY KEY (cpts, demi_journee, participant),
    FOREIGN KEY (cpts, demi_journee, participant) REFERENCES garde_affectation (cpts, demi_journee, participant)
) @strict;

-- Somebody gives a half-day away, to somebody or to whoever wants it, alone or against another one. One at most is under way for
-- each half-day of each person.
CREATE TABLE garde_echange (
    cpts @id NOT NULL,
    id @id NOT NULL,
    planning @id NOT NULL,
    donne @id NOT NULL,
    de @id NOT NULL,
    a @id,
    contre @id,
    motif @text NOT NULL,
    etat @text NOT NULL CHECK (etat IN ('demande', 'accepte', 'approuve', 'refuse', 'retire')),
    auteur @id,
    ecrit_le @instant NOT NULL,
    change_le @instant NOT NULL,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, planning) REFERENCES garde_planning (cpts, id),
    FOREIGN KEY (cpts, donne) REFERENCES garde_demi_journee (cpts, id),
    FOREIGN KEY (cpts, contre) REFERENCES garde_demi_journee (cpts, id),
    FOREIGN KEY (cpts, de) REFERENCES garde_participant (cpts, id),
    FOREIGN KEY (cpts, a) REFERENCES garde_participant (cpts, id),
    CHECK (contre IS NULL OR a IS NOT NULL)
) @strict;
CREATE UNIQUE INDEX garde_un_echange ON garde_echange (cpts, donne, de) WHERE etat IN ('demande', 'accepte');
CREATE INDEX garde_echanges ON garde_echange (cpts, planning, etat);
