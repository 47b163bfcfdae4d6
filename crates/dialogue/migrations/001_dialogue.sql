-- The yearly dialogue de gestion of a contract year. Its state is read from its days: prepared without `tenu_le`, held with it,
-- closed with `clos_le`, reopened with `rouvert_le`. `gel` is the freeze of the figures, once for ever.
CREATE TABLE dialogue_dialogue (
    cpts @id NOT NULL,
    id @id NOT NULL,
    contrat @id NOT NULL,
    annee @int NOT NULL CHECK (annee > 0),
    ouvert_le @instant NOT NULL,
    prevu_le @date,
    tenu_le @date,
    lieu @text NOT NULL,
    participants @json NOT NULL,
    gel @id,
    clos_le @instant,
    clos_par @id,
    rouvert_le @instant,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, contrat) REFERENCES contrat_contrat (cpts, id),
    FOREIGN KEY (cpts, gel) REFERENCES indicateurs_gel (cpts, id)
) @strict;
CREATE UNIQUE INDEX dialogue_un_par_annee ON dialogue_dialogue (cpts, contrat, annee);

-- Why a closed dialogue was reopened.
CREATE TABLE dialogue_correction (
    cpts @id NOT NULL,
    dialogue @id NOT NULL,
    le @instant NOT NULL,
    par @id,
    motif @text NOT NULL,
    PRIMARY KEY (cpts, dialogue, le),
    FOREIGN KEY (cpts, dialogue) REFERENCES dialogue_dialogue (cpts, id)
) @strict;

-- A point of the agenda, what was said, what was decided.
CREATE TABLE dialogue_point (
    cpts @id NOT NULL,
    dialogue @id NOT NULL,
    id @id NOT NULL,
    rang @int NOT NULL,
    titre @text NOT NULL,
    notes @text NOT NULL,
    decision @text NOT NULL,
    PRIMARY KEY (cpts, dialogue, id),
    FOREIGN KEY (cpts, dialogue) REFERENCES dialogue_dialogue (cpts, id)
) @strict;

-- What the CPTS writes for the report: summary, plan of next year, a word on a mission, why an indicator is away from its target.
CREATE TABLE dialogue_texte (
    cpts @id NOT NULL,
    dialogue @id NOT NULL,
    cle @text NOT NULL,
    texte @text NOT NULL,
    ecrit_le @instant NOT NULL,
    PRIMARY KEY (cpts, dialogue, cle),
    FOREIGN KEY (cpts, dialogue) REFERENCES dialogue_dialogue (cpts, id)
) @strict;

-- A target that somebody proposes to change. Without the agreement of the three parties it does not apply.
CREATE TABLE dialogue_cible (
    cpts @id NOT NULL,
    dialogue @id NOT NULL,
    id @id NOT NULL,
    indicateur @id NOT NULL,
    annee @int NOT NULL CHECK (annee > 0),
    cible @int NOT NULL CHECK (cible >= 0),
    motif @text NOT NULL,
    proposee_le @instant NOT NULL,
    appliquee_le @instant,
    retiree_le @instant,
    PRIMARY KEY (cpts, dialogue, id),
    FOREIGN KEY (cpts, dialogue) REFERENCES dialogue_dialogue (cpts, id),
    FOREIGN KEY (cpts, indicateur) REFERENCES indicateurs_indicateur (cpts, id)
) @strict;
CREATE UNIQUE INDEX dialogue_une_proposition ON dialogue_cible (cpts, indicateur, annee)
    WHERE appliquee_le IS NULL AND retiree_le IS NULL;

-- The agreement of one party to a changed target.
CREATE TABLE dialogue_accord (
    cpts @id NOT NULL,
    dialogue @id NOT NULL,
    cible @id NOT NULL,
    partie @text NOT NULL CHECK (partie IN ('cpts', 'ars', 'cpam')),
    le @date NOT NULL,
    nom @text NOT NULL,
    note_le @instant NOT NULL,
    note_par @id,
    PRIMARY KEY (cpts, dialogue, cible, partie),
    FOREIGN KEY (cpts, dialogue, cible) REFERENCES dialogue_cible (cpts, dialogue, id)
) @strict;

-- What a mission spent in a contract year, as declared.
CREATE TABLE dialogue_depense (
    cpts @id NOT NULL,
    contrat @id NOT NULL,
    annee @int NOT NULL CHECK (annee > 0),
    composante @text NOT NULL,
    cents @int NOT NULL CHECK (cents >= 0),
    note @text NOT NULL,
    declaree_le @instant NOT NULL,
    declaree_par @id,
    PRIMARY KEY (cpts, contrat, annee, composante),
    FOREIGN KEY (cpts, contrat) REFERENCES contrat_contrat (cpts, id)
) @strict;

-- A pack: report, tables, proofs, in one archive made by a job. `etape` is how far the job is, `chiffres` the print of its figures.
CREATE TABLE dialogue_liasse (
    cpts @id NOT NULL,
    id @id NOT NULL,
    dialogue @id NOT NULL,
    demandee_le @instant NOT NULL,
    demandee_par @id,
    etape @int NOT NULL,
    bouge_le @instant NOT NULL,
    faite_le @instant,
    echec @text NOT NULL,
    taille @int NOT NULL,
    pieces @int NOT NULL,
    empreinte @text NOT NULL,
    chiffres @text NOT NULL,
    partagee_le @instant,
    effacee_le @instant,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, dialogue) REFERENCES dialogue_dialogue (cpts, id)
) @strict;
CREATE INDEX dialogue_liasses_de ON dialogue_liasse (cpts, dialogue, demandee_le);

CREATE TABLE dialogue_tranche (
    cpts @id NOT NULL,
    liasse @id NOT NULL,
    rang @int NOT NULL,
    octets @bytes NOT NULL,
    PRIMARY KEY (cpts, liasse, rang),
    FOREIGN KEY (cpts, liasse) REFERENCES dialogue_liasse (cpts, id)
) @wide;
