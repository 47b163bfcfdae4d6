-- A college of the statutes. Closed, never deleted: members who left it stay readable.
CREATE TABLE adhesions_college (
    cpts @id NOT NULL,
    id @id NOT NULL,
    nom @text NOT NULL,
    cle @text NOT NULL,
    ordre @int NOT NULL,
    pour @text NOT NULL,
    auteur @id,
    ecrit_le @instant NOT NULL,
    ferme_le @date,
    PRIMARY KEY (cpts, id)
) @strict;
CREATE UNIQUE INDEX adhesions_un_college ON adhesions_college (cpts, cle) WHERE ferme_le IS NULL;

-- Who asked to belong, belongs or belonged. One line a membership: somebody who comes back has another line.
-- `professions`: one a line, the main one first. `compte`: their account, never the account that decided.
CREATE TABLE adhesions_adherent (
    cpts @id NOT NULL,
    id @id NOT NULL,
    nature @text NOT NULL CHECK (nature IN ('personne', 'organisation')),
    nom @text NOT NULL,
    prenom @text NOT NULL,
    representant @text NOT NULL,
    cle @text NOT NULL,
    courriel @text,
    telephone @text,
    commune @text,
    idnps @text,
    finess @text,
    siret @text,
    professions @text NOT NULL,
    mode @text NOT NULL CHECK (mode IN ('liberal', 'salarie', 'mixte', 'benevole', 'sans_objet')),
    conventionne @bool,
    employeur @id,
    employeur_nom @text NOT NULL,
    college @id,
    compte @id,
    message @text NOT NULL,
    etat @text NOT NULL CHECK (etat IN ('demande', 'adherent', 'refuse', 'sorti')),
    demande_le @date NOT NULL,
    depuis @date,
    fin_le @date,
    motif @text NOT NULL,
    decide_par @id,
    auteur @id,
    ecrit_le @instant NOT NULL,
    textes_rappeles_le @instant,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, employeur) REFERENCES adhesions_adherent (cpts, id),
    FOREIGN KEY (cpts, college) REFERENCES adhesions_college (cpts, id),
    CHECK (decide_par IS NULL OR compte IS NULL OR decide_par <> compte),
    CHECK (employeur IS NULL OR employeur <> id),
    CHECK ((etat IN ('adherent', 'sorti')) = (depuis IS NOT NULL)),
    CHECK ((etat IN ('refuse', 'sorti')) = (fin_le IS NOT NULL)),
    CHECK (etat <> 'sorti' OR fin_le >= depuis)
) @strict;
CREATE INDEX adhesions_par_nom ON adhesions_adherent (cpts, cle);
CREATE UNIQUE INDEX adhesions_un_idnps ON adhesions_adherent (cpts, idnps) WHERE idnps IS NOT NULL AND etat IN ('demande', 'adherent');
CREATE UNIQUE INDEX adhesions_un_courriel_et_nom ON adhesions_adherent (cpts, courriel, cle) WHERE courriel IS NOT NULL AND etat IN ('demande', 'adherent');
CREATE UNIQUE INDEX adhesions_une_demande ON adhesions_adherent (cpts, courriel) WHERE courriel IS NOT NULL AND etat = 'demande';
CREATE UNIQUE INDEX adhesions_un_compte ON adhesions_adherent (cpts, compte) WHERE compte IS NOT NULL AND etat IN ('demande', 'adherent');

-- The rate of the fee from a civil year on, for everybody, a college, a profession, or a profession of a college.
-- `pour` names whom; empty for everybody. The narrowest one counts.
CREATE TABLE adhesions_tarif (
    cpts @id NOT NULL,
    id @id NOT NULL,
    annee @int NOT NULL CHECK (annee BETWEEN 2000 AND 2200),
    college @id,
    profession @text NOT NULL,
    pour @text NOT NULL,
    cents @int NOT NULL CHECK (cents >= 0),
    source @text NOT NULL,
    auteur @id,
    ecrit_le @instant NOT NULL,
    retire_le @instant,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, college) REFERENCES adhesions_college (cpts, id)
) @strict;
CREATE UNIQUE INDEX adhesions_un_tarif ON adhesions_tarif (cpts, annee, pour) WHERE retire_le IS NULL;

-- The fee of a member for a civil year. What was paid of it stands in adhesions_paiement.
CREATE TABLE adhesions_cotisation (
    cpts @id NOT NULL,
    adherent @id NOT NULL,
    annee @int NOT NULL CHECK (annee BETWEEN 2000 AND 2200),
    cents @int NOT NULL CHECK (cents >= 0),
    appelee_le @date NOT NULL,
    tarif @id,
    offerte @text,
    relancee_le @instant,
    auteur @id,
    PRIMARY KEY (cpts, adherent, annee),
    FOREIGN KEY (cpts, adherent) REFERENCES adhesions_adherent (cpts, id)
) @strict;
CREATE INDEX adhesions_cotisation_annee ON adhesions_cotisation (cpts, annee);

-- Money received of a fee. `cle` is the reference of the payment in the file that it came from, or its address, day and
-- amount: the same payment enters once, even cancelled, and even when two people import at once.
CREATE TABLE adhesions_paiement (
    cpts @id NOT NULL,
    id @id NOT NULL,
    adherent @id NOT NULL,
    annee @int NOT NULL,
    cents @int NOT NULL CHECK (cents > 0),
    jour @date NOT NULL,
    moyen @text NOT NULL CHECK (moyen IN ('helloasso', 'virement', 'cheque', 'carte', 'especes', 'autre')),
    reference @text NOT NULL,
    cle @text,
    auteur @id,
    ecrit_le @instant NOT NULL,
    annule_le @instant,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, adherent, annee) REFERENCES adhesions_cotisation (cpts, adherent, annee)
) @strict;
CREATE UNIQUE INDEX adhesions_un_paiement ON adhesions_paiement (cpts, cle) WHERE cle IS NOT NULL;
CREATE INDEX adhesions_paiement_annee ON adhesions_paiement (cpts, annee, adherent);

-- A version of a text of the association; its words here, or a file. In force from a day until the next version of its kind.
CREATE TABLE adhesions_texte (
    cpts @id NOT NULL,
    id @id NOT NULL,
    genre @text NOT NULL CHECK (genre IN ('charte', 'reglement_interieur', 'statuts')),
    version @text NOT NULL,
    titre @text NOT NULL,
    contenu @text NOT NULL,
    piece @id,
    en_vigueur_du @date NOT NULL,
    a_accepter @bool NOT NULL,
    auteur @id,
    ecrit_le @instant NOT NULL,
    retire_le @instant,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, piece) REFERENCES pieces_piece (cpts, id)
) @strict;
CREATE UNIQUE INDEX adhesions_un_texte ON adhesions_texte (cpts, genre, version) WHERE retire_le IS NULL;
CREATE UNIQUE INDEX adhesions_un_texte_par_jour ON adhesions_texte (cpts, genre, en_vigueur_du) WHERE retire_le IS NULL;

-- Who accepted which version, when and how.
CREATE TABLE adhesions_acceptation (
    cpts @id NOT NULL,
    adherent @id NOT NULL,
    texte @id NOT NULL,
    le @date NOT NULL,
    comment @text NOT NULL CHECK (comment IN ('page', 'lien', 'papier')),
    auteur @id,
    ecrit_le @instant NOT NULL,
    PRIMARY KEY (cpts, adherent, texte),
    FOREIGN KEY (cpts, adherent) REFERENCES adhesions_adherent (cpts, id),
    FOREIGN KEY (cpts, texte) REFERENCES adhesions_texte (cpts, id)
) @strict;

-- An agreement with an employer: its salaried people take part, and who is paid for it.
CREATE TABLE adhesions_convention (
    cpts @id NOT NULL,
    id @id NOT NULL,
    employeur @id NOT NULL,
    du @date NOT NULL,
    au @date,
    verse_a @text NOT NULL CHECK (verse_a IN ('employeur', 'salarie')),
    note @text NOT NULL,
    piece @id,
    auteur @id,
    ecrit_le @instant NOT NULL,
    retire_le @instant,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, employeur) REFERENCES adhesions_adherent (cpts, id),
    FOREIGN KEY (cpts, piece) REFERENCES pieces_piece (cpts, id),
    CHECK (au IS NULL OR au >= du)
) @strict;
CREATE INDEX adhesions_convention_employeur ON adhesions_convention (cpts, employeur, du);

-- How to pay, in the words of the CPTS. One line at most.
CREATE TABLE adhesions_reglage (
    cpts @id NOT NULL,
    payer @text NOT NULL,
    lien @text NOT NULL,
    PRIMARY KEY (cpts)
) @strict;
