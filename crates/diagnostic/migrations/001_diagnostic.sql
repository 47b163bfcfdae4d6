-- A need, as somebody wrote it: `public` says whose need it is, `origine` who voices it. `communes` is empty when it
-- concerns the whole territory, else codes separated by spaces. A need that is withdrawn or merged stays, with its reason.
CREATE TABLE diagnostic_besoin (
    cpts @id NOT NULL,
    id @id NOT NULL,
    public @text NOT NULL CHECK (public IN ('population', 'professionnels')),
    origine @text NOT NULL CHECK (origine IN ('cpts', 'institution', 'elu', 'enquete')),
    titre @text NOT NULL,
    description @text NOT NULL,
    communes @text NOT NULL,
    auteur @id,
    ecrit_le @instant NOT NULL,
    retire_le @instant,
    motif @text NOT NULL,
    fondu_dans @id,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, fondu_dans) REFERENCES diagnostic_besoin (cpts, id)
) @strict;

-- What shows that a need is real: the figure as it stood that day, with its vintage and source, never recomputed.
-- `reference` finds the figure of today: the id of an indicator, of a survey, of a report.
CREATE TABLE diagnostic_preuve (
    cpts @id NOT NULL,
    id @id NOT NULL,
    besoin @id NOT NULL,
    nature @text NOT NULL CHECK (nature IN ('indicateur', 'offre', 'acces', 'enquete', 'signalement', 'document')),
    reference @text NOT NULL,
    libelle @text NOT NULL,
    valeur @text NOT NULL,
    source @text NOT NULL,
    auteur @id,
    ajoutee_le @instant NOT NULL,
    retiree_le @instant,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, besoin) REFERENCES diagnostic_besoin (cpts, id)
) @strict;
-- The same figure is tied once to a need.
CREATE UNIQUE INDEX diagnostic_preuve_une_fois ON diagnostic_preuve (cpts, besoin, nature, reference, libelle)
    WHERE retiree_le IS NULL;

CREATE TABLE diagnostic_commentaire (
    cpts @id NOT NULL,
    id @id NOT NULL,
    besoin @id NOT NULL,
    auteur @id NOT NULL,
    texte @text NOT NULL,
    ecrit_le @instant NOT NULL,
    retire_le @instant,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, besoin) REFERENCES diagnostic_besoin (cpts, id)
) @strict;
CREATE INDEX diagnostic_commentaire_du_besoin ON diagnostic_commentaire (cpts, besoin, ecrit_le);

-- What an élu reports from a commune, and what became of it.
CREATE TABLE diagnostic_signalement (
    cpts @id NOT NULL,
    id @id NOT NULL,
    commune @text NOT NULL,
    texte @text NOT NULL,
    auteur @id,
    recu_le @instant NOT NULL,
    reponse @text NOT NULL,
    repondu_le @instant,
    besoin @id,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, besoin) REFERENCES diagnostic_besoin (cpts, id)
) @strict;
CREATE INDEX diagnostic_signalement_recus ON diagnostic_signalement (cpts, recu_le);

-- A session where people rank needs: each shares `points` between the needs that were on the list when it opened.
CREATE TABLE diagnostic_seance (
    cpts @id NOT NULL,
    id @id NOT NULL,
    titre @text NOT NULL,
    jour @date NOT NULL,
    points @int NOT NULL CHECK (points BETWEEN 1 AND 100),
    ouverte_le @instant NOT NULL,
    close_le @instant,
    PRIMARY KEY (cpts, id)
) @strict;
-- One session at a time.
CREATE UNIQUE INDEX diagnostic_seance_ouverte ON diagnostic_seance (cpts) WHERE close_le IS NULL;

-- The list of a session; points, voters and rank are written once, at its end.
CREATE TABLE diagnostic_seance_besoin (
    cpts @id NOT NULL,
    seance @id NOT NULL,
    besoin @id NOT NULL,
    points @int,
    votants @int,
    rang @int,
    PRIMARY KEY (cpts, seance, besoin),
    FOREIGN KEY (cpts, seance) REFERENCES diagnostic_seance (cpts, id),
    FOREIGN KEY (cpts, besoin) REFERENCES diagnostic_besoin (cpts, id)
) @strict;

-- Who gave how many points to what: kept, and shown to those who took part.
CREATE TABLE diagnostic_vote (
    cpts @id NOT NULL,
    seance @id NOT NULL,
    personne @id NOT NULL,
    besoin @id NOT NULL,
    points @int NOT NULL CHECK (points > 0),
    vote_le @instant NOT NULL,
    PRIMARY KEY (cpts, seance, personne, besoin),
    FOREIGN KEY (cpts, seance, besoin) REFERENCES diagnostic_seance_besoin (cpts, seance, besoin)
) @strict;
