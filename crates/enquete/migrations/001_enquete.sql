-- A survey. Its state is read from its dates: without `du` it is a draft; past `au`, or closed by hand, it is closed.
CREATE TABLE enquete_enquete (
    cpts @id NOT NULL,
    id @id NOT NULL,
    titre @text NOT NULL,
    introduction @text NOT NULL,
    destinataires @text NOT NULL,
    anonyme @bool NOT NULL,
    modele @text NOT NULL,
    creee_le @instant NOT NULL,
    du @date,
    au @date,
    close_le @date,
    premiere @date,
    derniere @date,
    reponses @int NOT NULL CHECK (reponses >= 0),
    relances @int NOT NULL CHECK (relances >= 0),
    lien @text NOT NULL,
    PRIMARY KEY (cpts, id)
) @strict;
CREATE UNIQUE INDEX enquete_lien_ouvert ON enquete_enquete (cpts, lien) WHERE lien <> '';

-- `numero` names a question for ever, `rang` is its place; a withdrawn question of a draft can come back.
CREATE TABLE enquete_question (
    cpts @id NOT NULL,
    enquete @id NOT NULL,
    numero @int NOT NULL,
    rang @int NOT NULL,
    intitule @text NOT NULL,
    aide @text NOT NULL,
    genre @json NOT NULL,
    obligatoire @bool NOT NULL,
    si_numero @int,
    si_code @text NOT NULL,
    repere @text NOT NULL,
    retiree @bool NOT NULL,
    PRIMARY KEY (cpts, enquete, numero),
    FOREIGN KEY (cpts, enquete) REFERENCES enquete_enquete (cpts, id)
) @strict;

-- Who may answer once. It knows the day of the answer, never the answer.
CREATE TABLE enquete_invitation (
    cpts @id NOT NULL,
    enquete @id NOT NULL,
    id @id NOT NULL,
    personne @id,
    nom @text NOT NULL,
    adresse @text NOT NULL,
    canal @text NOT NULL,
    relances @int NOT NULL,
    repondue_le @date,
    PRIMARY KEY (cpts, enquete, id),
    FOREIGN KEY (cpts, enquete) REFERENCES enquete_enquete (cpts, id)
) @strict;
CREATE UNIQUE INDEX enquete_une_adresse ON enquete_invitation (cpts, enquete, adresse) WHERE adresse <> '';
CREATE UNIQUE INDEX enquete_une_personne ON enquete_invitation (cpts, enquete, personne) WHERE personne IS NOT NULL;

-- A named answer, which its author may change until the end.
CREATE TABLE enquete_reponse (
    cpts @id NOT NULL,
    enquete @id NOT NULL,
    id @id NOT NULL,
    invitation @id,
    nom @text NOT NULL,
    bulletin @json NOT NULL,
    revision @int NOT NULL,
    recue_le @instant NOT NULL,
    modifiee_le @instant NOT NULL,
    PRIMARY KEY (cpts, enquete, id),
    FOREIGN KEY (cpts, enquete) REFERENCES enquete_enquete (cpts, id),
    FOREIGN KEY (cpts, enquete, invitation) REFERENCES enquete_invitation (cpts, enquete, id)
) @strict;
CREATE UNIQUE INDEX enquete_une_reponse ON enquete_reponse (cpts, enquete, invitation) WHERE invitation IS NOT NULL;

-- The unnamed answers of a survey: one row for all of them, in the order of their own words. See src/urne.rs.
CREATE TABLE enquete_urne (
    cpts @id NOT NULL,
    enquete @id NOT NULL,
    bulletins @json NOT NULL,
    PRIMARY KEY (cpts, enquete),
    FOREIGN KEY (cpts, enquete) REFERENCES enquete_enquete (cpts, id)
) @strict;

-- Forms already received: the same form sent twice counts once.
CREATE TABLE enquete_formulaire (
    cpts @id NOT NULL,
    enquete @id NOT NULL,
    empreinte @text NOT NULL,
    PRIMARY KEY (cpts, enquete, empreinte),
    FOREIGN KEY (cpts, enquete) REFERENCES enquete_enquete (cpts, id)
) @strict;
