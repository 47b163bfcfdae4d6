-- Who decides in the association: general meetings, board, office. `ferme_le`: the statutes no longer have it.
CREATE TABLE gouvernance_instance (
    cpts @id NOT NULL,
    id @id NOT NULL,
    genre @text NOT NULL,
    nom @text NOT NULL,
    ecrit_le @instant NOT NULL,
    ferme_le @instant,
    PRIMARY KEY (cpts, id)
) @strict;

-- What the statutes say of it from a day on, with the article that says so. One text a day; a text is never changed.
CREATE TABLE gouvernance_regle (
    cpts @id NOT NULL,
    id @id NOT NULL,
    instance @id NOT NULL,
    du @date NOT NULL,
    source @text NOT NULL CHECK (source <> ''),
    composition @text NOT NULL,
    a_jour @bool NOT NULL,
    preavis @int NOT NULL CHECK (preavis >= 0),
    quorum @text NOT NULL,
    par_college @bool NOT NULL,
    seconde_delai @int,
    seconde_quorum @text,
    pouvoirs_max @int NOT NULL CHECK (pouvoirs_max >= 0),
    majorite @text NOT NULL,
    assiette @text NOT NULL,
    egalite @text NOT NULL,
    PRIMARY KEY (cpts, id),
    UNIQUE (cpts, instance, du),
    FOREIGN KEY (cpts, instance) REFERENCES gouvernance_instance (cpts, id)
) @strict;

-- Voices of a member of each college under a rule; a college without a line has one.
CREATE TABLE gouvernance_poids (
    cpts @id NOT NULL,
    regle @id NOT NULL,
    college @id NOT NULL,
    voix @int NOT NULL CHECK (voix > 0),
    PRIMARY KEY (cpts, regle, college),
    FOREIGN KEY (cpts, regle) REFERENCES gouvernance_regle (cpts, id)
) @strict;

-- A meeting of an instance. `premiere`: it is the second convocation of that one, at most one each.
CREATE TABLE gouvernance_seance (
    cpts @id NOT NULL,
    id @id NOT NULL,
    instance @id NOT NULL,
    reunion @id NOT NULL,
    premiere @id,
    convoquee_le @date,
    ouverte_le @instant,
    close_le @instant,
    PRIMARY KEY (cpts, id),
    UNIQUE (cpts, reunion),
    UNIQUE (cpts, premiere),
    FOREIGN KEY (cpts, instance) REFERENCES gouvernance_instance (cpts, id)
) @strict;

CREATE TABLE gouvernance_point (
    cpts @id NOT NULL,
    id @id NOT NULL,
    seance @id NOT NULL,
    rang @int NOT NULL,
    titre @text NOT NULL,
    texte @text NOT NULL,
    PRIMARY KEY (cpts, id),
    UNIQUE (cpts, seance, rang),
    FOREIGN KEY (cpts, seance) REFERENCES gouvernance_seance (cpts, id)
) @strict;

-- Somebody who has an interest in a point and takes no part in its vote.
CREATE TABLE gouvernance_deport (
    cpts @id NOT NULL,
    point @id NOT NULL,
    adherent @id NOT NULL,
    motif @text NOT NULL,
    PRIMARY KEY (cpts, point, adherent),
    FOREIGN KEY (cpts, point) REFERENCES gouvernance_point (cpts, id)
) @strict;

-- Who was called to a meeting, or to a consultation; the link that they received is about this line.
CREATE TABLE gouvernance_convoque (
    cpts @id NOT NULL,
    id @id NOT NULL,
    seance @id,
    scrutin @id,
    adherent @id NOT NULL,
    par_courriel @bool NOT NULL,
    reponse @text NOT NULL,
    PRIMARY KEY (cpts, id),
    UNIQUE (cpts, seance, adherent),
    UNIQUE (cpts, scrutin, adherent),
    CHECK ((seance IS NULL) <> (scrutin IS NULL)),
    FOREIGN KEY (cpts, seance) REFERENCES gouvernance_seance (cpts, id)
) @strict;

-- What each member holds for a meeting: proxies received, own proxy given. These constraints are the rule: never more than the
-- statutes allow, never a proxy given to somebody who gave theirs.
CREATE TABLE gouvernance_porteur (
    cpts @id NOT NULL,
    seance @id NOT NULL,
    adherent @id NOT NULL,
    recus @int NOT NULL CHECK (recus >= 0),
    maximum @int NOT NULL,
    a_donne @bool NOT NULL,
    PRIMARY KEY (cpts, seance, adherent),
    CHECK (recus <= maximum),
    CHECK (recus = 0 OR NOT a_donne),
    FOREIGN KEY (cpts, seance) REFERENCES gouvernance_seance (cpts, id)
) @strict;

-- One proxy a person and a meeting, never to oneself.
CREATE TABLE gouvernance_pouvoir (
    cpts @id NOT NULL,
    seance @id NOT NULL,
    mandant @id NOT NULL,
    mandataire @id NOT NULL,
    PRIMARY KEY (cpts, seance, mandant),
    CHECK (mandant <> mandataire),
    FOREIGN KEY (cpts, seance, mandant) REFERENCES gouvernance_porteur (cpts, seance, adherent),
    FOREIGN KEY (cpts, seance, mandataire) REFERENCES gouvernance_porteur (cpts, seance, adherent)
) @strict;

-- Files kept beside a meeting or a consultation.
CREATE TABLE gouvernance_jointe (
    cpts @id NOT NULL,
    id @id NOT NULL,
    sujet @id NOT NULL,
    piece @id NOT NULL,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, piece) REFERENCES pieces_piece (cpts, id)
) @strict;
CREATE INDEX gouvernance_jointe_du_sujet ON gouvernance_jointe (cpts, sujet);

-- A question put to the vote, in a meeting or outside (`au`: last day for answers).
CREATE TABLE gouvernance_scrutin (
    cpts @id NOT NULL,
    id @id NOT NULL,
    instance @id NOT NULL,
    seance @id,
    point @id,
    question @text NOT NULL,
    texte @text NOT NULL,
    mode @text NOT NULL,
    sieges @int NOT NULL CHECK (sieges >= 0),
    majorite @text NOT NULL,
    assiette @text NOT NULL,
    egalite @text NOT NULL,
    du @date,
    au @date,
    ouvert_le @instant,
    clos_le @instant,
    issue @text,
    motif @text NOT NULL,
    exprimes @int,
    participants @int,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, instance) REFERENCES gouvernance_instance (cpts, id),
    FOREIGN KEY (cpts, seance) REFERENCES gouvernance_seance (cpts, id),
    CHECK (issue IS NULL OR clos_le IS NOT NULL),
    CHECK (clos_le IS NULL OR ouvert_le IS NOT NULL)
) @strict;
CREATE INDEX gouvernance_scrutin_de_seance ON gouvernance_scrutin (cpts, seance);

-- What one may choose. `voix` is known once the vote is closed, never before; never at all when so few voted that it would tell who.
CREATE TABLE gouvernance_choix (
    cpts @id NOT NULL,
    scrutin @id NOT NULL,
    rang @int NOT NULL,
    libelle @text NOT NULL,
    sens @text NOT NULL,
    voix @int,
    retenu @bool NOT NULL,
    PRIMARY KEY (cpts, scrutin, rang),
    FOREIGN KEY (cpts, scrutin) REFERENCES gouvernance_scrutin (cpts, id)
) @strict;

-- The roll, frozen when the vote opens: who has voices, who casts them, whether they were cast. No time, no order, no choice:
-- the table is ordered by elector, and its rows are written again in that order when the vote closes (docs/adr/0007).
CREATE TABLE gouvernance_emargement (
    cpts @id NOT NULL,
    scrutin @id NOT NULL,
    electeur @id NOT NULL,
    porteur @id NOT NULL,
    voix @int NOT NULL CHECK (voix > 0),
    a_vote @bool NOT NULL,
    PRIMARY KEY (cpts, scrutin, electeur),
    FOREIGN KEY (cpts, scrutin) REFERENCES gouvernance_scrutin (cpts, id)
) @strict;

-- The ballot box of a secret vote: all counts in one sealed value of constant length, sealed afresh at each ballot under a key that
-- is not in the database. Gone when the vote closes.
CREATE TABLE gouvernance_urne (
    cpts @id NOT NULL,
    scrutin @id NOT NULL,
    contenu @bytes NOT NULL,
    PRIMARY KEY (cpts, scrutin),
    FOREIGN KEY (cpts, scrutin) REFERENCES gouvernance_scrutin (cpts, id)
) @strict;

-- Votes by name only: what each elector chose. A secret vote never has a line here.
CREATE TABLE gouvernance_vote (
    cpts @id NOT NULL,
    scrutin @id NOT NULL,
    electeur @id NOT NULL,
    rang @int NOT NULL,
    PRIMARY KEY (cpts, scrutin, electeur, rang),
    FOREIGN KEY (cpts, scrutin, electeur) REFERENCES gouvernance_emargement (cpts, scrutin, electeur),
    FOREIGN KEY (cpts, scrutin, rang) REFERENCES gouvernance_choix (cpts, scrutin, rang)
) @strict;

-- Who holds which function, from when until when, elected by which meeting. `instance`: the body that the function belongs to.
CREATE TABLE gouvernance_mandat (
    cpts @id NOT NULL,
    id @id NOT NULL,
    adherent @id NOT NULL,
    instance @id NOT NULL,
    fonction @text NOT NULL,
    precision_de @text NOT NULL,
    du @date NOT NULL,
    au @date,
    fini_le @date,
    motif @text NOT NULL,
    seance @id,
    PRIMARY KEY (cpts, id),
    UNIQUE (cpts, adherent, instance, fonction, du),
    CHECK (au IS NULL OR au >= du),
    FOREIGN KEY (cpts, instance) REFERENCES gouvernance_instance (cpts, id)
) @strict;

-- What links an office-holder declares, one declaration a day; `liens` empty: none.
CREATE TABLE gouvernance_interet (
    cpts @id NOT NULL,
    adherent @id NOT NULL,
    le @date NOT NULL,
    liens @text NOT NULL,
    PRIMARY KEY (cpts, adherent, le)
) @strict;
