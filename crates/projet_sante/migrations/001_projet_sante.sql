-- Who opened the creation, and to whom it was handed over. One line at most.
CREATE TABLE projet_sante_origine (
    cpts @id NOT NULL,
    porte_par @text NOT NULL CHECK (porte_par IN ('professionnels', 'institution')),
    institution @text NOT NULL,
    motif @text NOT NULL,
    ouverte_le @date NOT NULL,
    remise_le @instant,
    remise_a @id,
    remise_par @id,
    PRIMARY KEY (cpts)
) @strict;

-- A stage as this CPTS has it: the words of its region in place of those of the law files, the day it was reached.
-- `sans` names, one a line, what it was left without; `note` says why. `rang` orders; a stage of the law files that this region does without keeps its line.
CREATE TABLE projet_sante_etape (
    cpts @id NOT NULL,
    code @text NOT NULL,
    rang @int NOT NULL,
    titre @text NOT NULL,
    resume @text NOT NULL,
    produit @text NOT NULL,
    decide @text NOT NULL,
    sans_objet @bool NOT NULL,
    atteinte_le @date,
    note @text NOT NULL,
    sans @text NOT NULL,
    PRIMARY KEY (cpts, code)
) @strict;

-- An exit criterion: one of the law files with what is known of it here, or one of this region.
CREATE TABLE projet_sante_critere (
    cpts @id NOT NULL,
    etape @text NOT NULL,
    code @text NOT NULL,
    libelle @text NOT NULL,
    propre @bool NOT NULL,
    etat @text NOT NULL CHECK (etat IN ('a_faire', 'fait', 'sans_objet')),
    jour @date,
    note @text NOT NULL,
    auteur @id,
    note_le @instant NOT NULL,
    retire_le @instant,
    PRIMARY KEY (cpts, etape, code)
) @strict;

-- The whole projet as it stood when it was frozen. No statement changes a line of this table.
CREATE TABLE projet_sante_version (
    cpts @id NOT NULL,
    numero @int NOT NULL CHECK (numero > 0),
    motif @text NOT NULL,
    contenu @text NOT NULL,
    empreinte @text NOT NULL,
    auteur @id,
    figee_le @instant NOT NULL,
    PRIMARY KEY (cpts, numero)
) @strict;

-- What was sent to the ARS and to others: to whom, on which day, which frozen version.
CREATE TABLE projet_sante_envoi (
    cpts @id NOT NULL,
    id @id NOT NULL,
    objet @text NOT NULL CHECK (objet IN ('lettre', 'projet', 'complement')),
    version @int,
    destinataires @text NOT NULL,
    jour @date NOT NULL,
    moyen @text NOT NULL,
    note @text NOT NULL,
    auteur @id,
    ecrit_le @instant NOT NULL,
    retire_le @instant,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, version) REFERENCES projet_sante_version (cpts, numero)
) @strict;

-- What the ARS answered to a sending: one answer, the first kept stays.
CREATE TABLE projet_sante_decision (
    cpts @id NOT NULL,
    envoi @id NOT NULL,
    nature @text NOT NULL,
    jour @date NOT NULL,
    reference @text NOT NULL,
    note @text NOT NULL,
    auteur @id,
    ecrit_le @instant NOT NULL,
    PRIMARY KEY (cpts, envoi),
    FOREIGN KEY (cpts, envoi) REFERENCES projet_sante_envoi (cpts, id)
) @strict;

CREATE TABLE projet_sante_question (
    cpts @id NOT NULL,
    id @id NOT NULL,
    envoi @id NOT NULL,
    recue_le @date NOT NULL,
    de @text NOT NULL,
    texte @text NOT NULL,
    reponse @text NOT NULL,
    repondue_le @date,
    auteur @id,
    ecrit_le @instant NOT NULL,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, envoi) REFERENCES projet_sante_envoi (cpts, id)
) @strict;

-- The last answer to each of the five questions on the statutes; the journal keeps those before.
CREATE TABLE projet_sante_statut (
    cpts @id NOT NULL,
    code @text NOT NULL,
    resultat @text NOT NULL CHECK (resultat IN ('conforme', 'a_revoir', 'non_conforme')),
    note @text NOT NULL,
    jour @date NOT NULL,
    auteur @id,
    PRIMARY KEY (cpts, code)
) @strict;

-- The facts noted about each of the five questions, as JSON: `{"siret": ["…"]}`.
CREATE TABLE projet_sante_fait (
    cpts @id NOT NULL,
    code @text NOT NULL,
    faits @text NOT NULL,
    auteur @id,
    ecrit_le @instant NOT NULL,
    PRIMARY KEY (cpts, code)
) @strict;

-- Who helped, when, how long, what for.
CREATE TABLE projet_sante_appui (
    cpts @id NOT NULL,
    id @id NOT NULL,
    jour @date NOT NULL,
    institution @text NOT NULL,
    personnes @text NOT NULL,
    minutes @int NOT NULL CHECK (minutes BETWEEN 1 AND 10000),
    objet @text NOT NULL,
    suite @text NOT NULL,
    auteur @id,
    ecrit_le @instant NOT NULL,
    retire_le @instant,
    motif_retrait @text,
    PRIMARY KEY (cpts, id),
    CHECK ((retire_le IS NULL) = (motif_retrait IS NULL))
) @strict;

-- A start-up aid, in cents as it was granted here: every region has its own amounts.
CREATE TABLE projet_sante_aide (
    cpts @id NOT NULL,
    id @id NOT NULL,
    intitule @text NOT NULL,
    financeur @text NOT NULL,
    montant @int NOT NULL CHECK (montant > 0),
    accordee_le @date NOT NULL,
    source @text NOT NULL,
    fin @date,
    auteur @id,
    ecrit_le @instant NOT NULL,
    retire_le @instant,
    PRIMARY KEY (cpts, id)
) @strict;

-- What was paid with an aid, apart from the money of the contract.
CREATE TABLE projet_sante_depense (
    cpts @id NOT NULL,
    id @id NOT NULL,
    aide @id NOT NULL,
    libelle @text NOT NULL,
    montant @int NOT NULL CHECK (montant > 0),
    jour @date NOT NULL,
    auteur @id,
    ecrit_le @instant NOT NULL,
    retire_le @instant,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, aide) REFERENCES projet_sante_aide (cpts, id)
) @strict;

CREATE TABLE projet_sante_versement (
    cpts @id NOT NULL,
    id @id NOT NULL,
    aide @id NOT NULL,
    montant @int NOT NULL CHECK (montant > 0),
    recu_le @date NOT NULL,
    reference @text NOT NULL,
    auteur @id,
    ecrit_le @instant NOT NULL,
    retire_le @instant,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, aide) REFERENCES projet_sante_aide (cpts, id)
) @strict;

-- A part of the projet de santé: who writes it, where it stands.
CREATE TABLE projet_sante_section (
    cpts @id NOT NULL,
    code @text NOT NULL,
    responsable @id,
    etat @text NOT NULL CHECK (etat IN ('a_ecrire', 'en_cours', 'relu', 'valide')),
    PRIMARY KEY (cpts, code)
) @strict;

-- Every text that a part had, with its table (rows as JSON). The number is the next one or nothing: of two people who write upon the same text, the
-- primary key lets one through.
CREATE TABLE projet_sante_redaction (
    cpts @id NOT NULL,
    section @text NOT NULL,
    numero @int NOT NULL CHECK (numero > 0),
    texte @text NOT NULL,
    tableau @text NOT NULL,
    auteur @id,
    ecrit_le @instant NOT NULL,
    PRIMARY KEY (cpts, section, numero)
) @strict;

CREATE TABLE projet_sante_commentaire (
    cpts @id NOT NULL,
    id @id NOT NULL,
    section @text NOT NULL,
    redaction @int NOT NULL,
    texte @text NOT NULL,
    auteur @id NOT NULL,
    ecrit_le @instant NOT NULL,
    resolu_le @instant,
    resolu_par @id,
    retire_le @instant,
    PRIMARY KEY (cpts, id)
) @strict;
CREATE INDEX projet_sante_commentaire_de_la_section ON projet_sante_commentaire (cpts, section, ecrit_le);

-- What the CPTS aims at, to answer needs of the diagnostic (ids separated by spaces).
CREATE TABLE projet_sante_objectif (
    cpts @id NOT NULL,
    id @id NOT NULL,
    titre @text NOT NULL,
    cible @text NOT NULL,
    besoins @text NOT NULL,
    auteur @id,
    ecrit_le @instant NOT NULL,
    retire_le @instant,
    PRIMARY KEY (cpts, id)
) @strict;

-- An action, as its sheet says it. `version` grows by one at each change: whoever changes says which one they read.
CREATE TABLE projet_sante_action (
    cpts @id NOT NULL,
    id @id NOT NULL,
    objectif @id,
    titre @text NOT NULL,
    description @text NOT NULL,
    mission @text NOT NULL,
    responsable @id,
    debut @date,
    fin @date,
    partenaires @text NOT NULL,
    indicateurs @text NOT NULL,
    budget @int CHECK (budget >= 0),
    avancement @text NOT NULL CHECK (avancement IN ('prevue', 'en_cours', 'terminee', 'suspendue')),
    visees @text NOT NULL,
    version @int NOT NULL,
    auteur @id,
    ecrite_le @instant NOT NULL,
    retiree_le @instant,
    motif @text NOT NULL,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, objectif) REFERENCES projet_sante_objectif (cpts, id)
) @strict;

-- An aim of the regional plan, as its list has it.
CREATE TABLE projet_sante_visee (
    cpts @id NOT NULL,
    id @id NOT NULL,
    prs @text NOT NULL,
    code @text NOT NULL,
    libelle @text NOT NULL,
    depuis @date NOT NULL,
    source @text NOT NULL,
    ajoutee_le @instant NOT NULL,
    retiree_le @instant,
    PRIMARY KEY (cpts, id)
) @strict;
CREATE UNIQUE INDEX projet_sante_visee_une_fois ON projet_sante_visee (cpts, prs, code) WHERE retiree_le IS NULL;
