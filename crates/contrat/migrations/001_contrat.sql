-- A contract of three parties, prepared then signed. `signature` is the last of the three days of signing; null while it is a
-- draft. `fin_le` is the first day without contract, when somebody ended it before its term.
CREATE TABLE contrat_contrat (
    cpts @id NOT NULL,
    id @id NOT NULL,
    nom @text NOT NULL,
    finess @text NOT NULL,
    rna @text NOT NULL,
    adresse @text NOT NULL,
    representant @text NOT NULL,
    qualite @text NOT NULL,
    ars_nom @text NOT NULL,
    ars_representant @text NOT NULL,
    ars_qualite @text NOT NULL,
    caisse_nom @text NOT NULL,
    caisse_representant @text NOT NULL,
    caisse_qualite @text NOT NULL,
    signe_cpts @date,
    signe_ars @date,
    signe_caisse @date,
    signature @date,
    duree_ans @int NOT NULL CHECK (duree_ans BETWEEN 1 AND 10),
    version @text NOT NULL,
    habitants @int NOT NULL CHECK (habitants > 0),
    population_source @text NOT NULL,
    population_annee @int,
    confirmee_par @text NOT NULL,
    confirmee_le @date,
    fin_le @date,
    fin_motif @text NOT NULL,
    ecrit_le @instant NOT NULL,
    PRIMARY KEY (cpts, id)
) @strict;
-- One draft at a time.
CREATE UNIQUE INDEX contrat_un_projet ON contrat_contrat (cpts) WHERE signature IS NULL;
CREATE UNIQUE INDEX contrat_une_signature ON contrat_contrat (cpts, signature) WHERE signature IS NOT NULL;

-- Amounts that the contract or an avenant prints: they win over the national tables, from a day on.
CREATE TABLE contrat_montant (
    cpts @id NOT NULL,
    id @id NOT NULL,
    contrat @id NOT NULL,
    composante @text NOT NULL,
    part @text NOT NULL,
    cents @int NOT NULL CHECK (cents >= 0),
    du @date NOT NULL,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, contrat) REFERENCES contrat_contrat (cpts, id)
) @strict;
CREATE UNIQUE INDEX contrat_montant_unique ON contrat_montant (cpts, contrat, composante, part, du);

-- Missions that the CPTS takes on; `debut` is the day when the mission really started.
CREATE TABLE contrat_mission (
    cpts @id NOT NULL,
    contrat @id NOT NULL,
    mission @text NOT NULL,
    prevue_le @date,
    debut @date,
    note @text NOT NULL,
    PRIMARY KEY (cpts, contrat, mission),
    FOREIGN KEY (cpts, contrat) REFERENCES contrat_contrat (cpts, id)
) @strict;

-- What happens to the crisis mission: its plan delivered, its plan updated, a crisis declared by the authorities.
CREATE TABLE contrat_crise (
    cpts @id NOT NULL,
    id @id NOT NULL,
    contrat @id NOT NULL,
    genre @text NOT NULL CHECK (genre IN ('plan', 'mise_a_jour', 'crise')),
    le @date NOT NULL,
    note @text NOT NULL,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, contrat) REFERENCES contrat_contrat (cpts, id)
) @strict;
CREATE UNIQUE INDEX contrat_crise_unique ON contrat_crise (cpts, contrat, genre, le);
-- The plan is delivered once; after that it is updated.
CREATE UNIQUE INDEX contrat_plan_unique ON contrat_crise (cpts, contrat) WHERE genre = 'plan';

-- An amendment of the contract. Columns of the population and the version are empty when it leaves them as they are; `signe_le`
-- while it is being prepared: it changes nothing then.
CREATE TABLE contrat_avenant (
    cpts @id NOT NULL,
    id @id NOT NULL,
    contrat @id NOT NULL,
    le @date NOT NULL,
    signe_le @date,
    objet @text NOT NULL,
    texte @text NOT NULL,
    version @text,
    habitants @int CHECK (habitants > 0),
    population_source @text NOT NULL,
    population_annee @int,
    confirmee_par @text NOT NULL,
    confirmee_le @date,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, contrat) REFERENCES contrat_contrat (cpts, id)
) @strict;
-- Two amendments on one day could not be put in order.
CREATE UNIQUE INDEX contrat_un_avenant_par_jour ON contrat_avenant (cpts, contrat, le);

-- Money received, or taken back (negative), as the treasurer reads it on the bank statement. Lines of one transfer share
-- `virement`; `part` is empty and `annee` 0 when the notice of the fund does not say what it pays.
CREATE TABLE contrat_versement (
    cpts @id NOT NULL,
    id @id NOT NULL,
    contrat @id NOT NULL,
    recu_le @date NOT NULL,
    cents @int NOT NULL CHECK (cents <> 0),
    composante @text NOT NULL,
    part @text NOT NULL,
    annee @int NOT NULL CHECK (annee BETWEEN 0 AND 10),
    virement @id NOT NULL,
    libelle @text NOT NULL,
    reference @text NOT NULL,
    auteur @id,
    saisi_le @instant NOT NULL,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, contrat) REFERENCES contrat_contrat (cpts, id)
) @strict;
-- The same line of the statement is not entered twice.
CREATE UNIQUE INDEX contrat_versement_unique ON contrat_versement (cpts, contrat, recu_le, cents, composante, part, annee, libelle, reference);

-- Achievements settled for a contract year, indicator by indicator, in millionths.
CREATE TABLE contrat_realisation (
    cpts @id NOT NULL,
    contrat @id NOT NULL,
    annee @int NOT NULL CHECK (annee BETWEEN 1 AND 10),
    mission @text NOT NULL,
    indicateur @text NOT NULL,
    libelle @text NOT NULL,
    poids @int NOT NULL CHECK (poids BETWEEN 0 AND 1000000),
    atteinte @int NOT NULL CHECK (atteinte BETWEEN 0 AND 1000000),
    source @text NOT NULL,
    le @date NOT NULL,
    PRIMARY KEY (cpts, contrat, annee, mission, indicateur),
    FOREIGN KEY (cpts, contrat) REFERENCES contrat_contrat (cpts, id)
) @strict;

-- Dates that follow from the contract, as calendars were last told; `sequence` grows when one moves. `retire_le` when it no
-- longer follows. `faite_le` when somebody says that it is done; `par_dialogue` when a closed
-- dialogue de gestion does.
CREATE TABLE contrat_echeance (
    cpts @id NOT NULL,
    contrat @id NOT NULL,
    cle @text NOT NULL,
    jour @date NOT NULL,
    libelle @text NOT NULL,
    sequence @int NOT NULL,
    change_le @instant NOT NULL,
    retire_le @instant,
    faite_le @date,
    par_dialogue @bool NOT NULL,
    note @text NOT NULL,
    PRIMARY KEY (cpts, contrat, cle),
    FOREIGN KEY (cpts, contrat) REFERENCES contrat_contrat (cpts, id)
) @strict;

-- People of the joint committees whom the CPTS deals with.
CREATE TABLE contrat_siege (
    cpts @id NOT NULL,
    id @id NOT NULL,
    comite @text NOT NULL CHECK (comite IN ('cpl', 'cpr', 'cpn')),
    section @text NOT NULL CHECK (section IN ('assurance_maladie', 'professions')),
    nom @text NOT NULL,
    qualite @text NOT NULL,
    depuis @date NOT NULL,
    jusquau @date,
    PRIMARY KEY (cpts, id)
) @strict;

-- Their meetings: when the notice and the agenda came, what was decided. `sequence` grows when the day changes.
CREATE TABLE contrat_reunion (
    cpts @id NOT NULL,
    id @id NOT NULL,
    comite @text NOT NULL CHECK (comite IN ('cpl', 'cpr', 'cpn')),
    le @date NOT NULL,
    lieu @text NOT NULL,
    convocation_le @date,
    ordre_du_jour_le @date,
    ordre_du_jour @text NOT NULL,
    decisions @text NOT NULL,
    sequence @int NOT NULL,
    change_le @instant NOT NULL,
    PRIMARY KEY (cpts, id)
) @strict;
CREATE UNIQUE INDEX contrat_reunion_unique ON contrat_reunion (cpts, comite, le);

-- Documents attached to the contract, to one of its amendments, or to a fact of the crisis mission that they prove.
CREATE TABLE contrat_annexe (
    cpts @id NOT NULL,
    id @id NOT NULL,
    contrat @id NOT NULL,
    avenant @id,
    fait @id,
    piece @id NOT NULL,
    libelle @text NOT NULL,
    ajoutee_le @instant NOT NULL,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, contrat) REFERENCES contrat_contrat (cpts, id),
    FOREIGN KEY (cpts, avenant) REFERENCES contrat_avenant (cpts, id),
    FOREIGN KEY (cpts, fait) REFERENCES contrat_crise (cpts, id),
    FOREIGN KEY (cpts, piece) REFERENCES pieces_piece (cpts, id)
) @strict;
