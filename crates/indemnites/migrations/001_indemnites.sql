-- What the room holds for a CPTS as a whole: one row, which a transaction that numbers, or that compares dated lines, holds first.
-- `compte` is the account of the association (holder, IBAN, BIC), sealed with the key of the instance; `masque` is what screens show of it.
CREATE TABLE indemnites_reglage (
    cpts @id NOT NULL,
    lots @int NOT NULL,
    compte @bytes,
    masque @text NOT NULL,
    change_le @instant,
    PRIMARY KEY (cpts)
) @strict;

-- A line of the règlement intérieur: what is paid, to whom, for what, from when to when. An empty profession, mission or genre means « any ».
-- `cents` at zero says that the règlement pays nothing for it. That two lines of the same key never overlap is checked with the row above held.
CREATE TABLE indemnites_bareme (
    cpts @id NOT NULL,
    id @id NOT NULL,
    regime @text NOT NULL CHECK (regime IN ('perte_de_revenu', 'remuneration_de_mission')),
    objet @text NOT NULL CHECK (objet IN ('temps', 'kilometre', 'tutorat', 'creneau_garde')),
    profession @text NOT NULL,
    mission @text NOT NULL,
    genre @text NOT NULL,
    action @id,
    cents @int NOT NULL CHECK (cents >= 0),
    unite @text NOT NULL CHECK (unite IN ('heure', 'forfait', 'kilometre', 'unite')),
    arrondi @text NOT NULL CHECK (arrondi IN ('quart_superieur', 'quart_proche', 'minute')),
    du @date NOT NULL,
    au @date CHECK (au >= du),
    source @text NOT NULL,
    auteur @id,
    ecrit_le @instant NOT NULL,
    PRIMARY KEY (cpts, id)
) @strict;

-- The yearly ceiling of a person, entered here when the texts that we know give none for that year.
CREATE TABLE indemnites_pass (
    cpts @id NOT NULL,
    annee @int NOT NULL,
    cents @int NOT NULL CHECK (cents > 0),
    source @text NOT NULL,
    auteur @id,
    ecrit_le @instant NOT NULL,
    PRIMARY KEY (cpts, annee)
) @strict;

-- What is committed to a person (their first membership: who leaves and comes back has one ceiling) for a civil year of payment. Whoever approves adds here with a condition on the ceiling, in the same transaction:
-- the row decides, however many approve at once.
CREATE TABLE indemnites_plafond (
    cpts @id NOT NULL,
    personne @id NOT NULL,
    annee @int NOT NULL,
    engage @int NOT NULL,
    PRIMARY KEY (cpts, personne, annee)
) @strict;

-- Bank details: `scelle` is the IBAN and the BIC, encrypted with the key of the instance and bound to the CPTS and the person.
-- `change_le`: when they replaced others; `confirme_le`: when somebody checked that change with the person.
CREATE TABLE indemnites_coordonnees (
    cpts @id NOT NULL,
    adherent @id NOT NULL,
    titulaire @text NOT NULL,
    scelle @bytes NOT NULL,
    masque @text NOT NULL,
    donne_le @instant NOT NULL,
    donne_par @id,
    change_le @instant,
    confirme_le @instant,
    piece @id,
    PRIMARY KEY (cpts, adherent)
) @strict;

-- A batch of transfers. Whoever prepares it does not issue it. `fichier` is the issued file, sealed; `empreinte` its SHA-256.
CREATE TABLE indemnites_lot (
    cpts @id NOT NULL,
    id @id NOT NULL,
    numero @int NOT NULL,
    execution @date NOT NULL,
    version @text NOT NULL,
    etat @text NOT NULL CHECK (etat IN ('prepare', 'emis', 'execute', 'annule')),
    total @int NOT NULL CHECK (total > 0),
    virements @int NOT NULL CHECK (virements > 0),
    prepare_par @id NOT NULL,
    prepare_le @instant NOT NULL,
    emis_par @id,
    emis_le @instant,
    empreinte @text NOT NULL,
    fichier @bytes,
    lectures @int NOT NULL,
    execute_le @instant,
    annule_le @instant,
    PRIMARY KEY (cpts, id),
    CHECK (prepare_par <> emis_par),
    CHECK ((emis_le IS NULL) = (emis_par IS NULL))
) @strict;
CREATE UNIQUE INDEX indemnites_lot_numero ON indemnites_lot (cpts, numero);

-- One transfer of a batch: one beneficiary, the sum of their lines, their account as it was when the batch was prepared.
CREATE TABLE indemnites_virement (
    cpts @id NOT NULL,
    lot @id NOT NULL,
    rang @int NOT NULL CHECK (rang > 0),
    reference @text NOT NULL,
    beneficiaire @id NOT NULL,
    titulaire @text NOT NULL,
    scelle @bytes NOT NULL,
    masque @text NOT NULL,
    cents @int NOT NULL CHECK (cents > 0),
    lignes @int NOT NULL,
    etat @text NOT NULL CHECK (etat IN ('attendu', 'paye', 'rejete')),
    raison @text NOT NULL,
    PRIMARY KEY (cpts, lot, rang),
    FOREIGN KEY (cpts, lot) REFERENCES indemnites_lot (cpts, id)
) @strict;
CREATE UNIQUE INDEX indemnites_virement_reference ON indemnites_virement (cpts, reference);
CREATE UNIQUE INDEX indemnites_virement_un_par_beneficiaire ON indemnites_virement (cpts, lot, beneficiaire);

-- A line: what is owed for one act. `source` names the row that it was born of, once. Without `cents`, no line of the règlement applies.
-- The approver is neither whoever declared it nor whoever is paid: `compte` is the account of the person, when they have one.
CREATE TABLE indemnites_indemnite (
    cpts @id NOT NULL,
    id @id NOT NULL,
    source_genre @text NOT NULL,
    source @id NOT NULL,
    origine @id,
    personne @id NOT NULL,
    racine @id NOT NULL,
    beneficiaire @id NOT NULL,
    libelle @text NOT NULL,
    profession @text NOT NULL,
    perd_un_revenu @bool NOT NULL,
    objet @text NOT NULL CHECK (objet IN ('temps', 'kilometre', 'tutorat', 'creneau_garde')),
    mission @text NOT NULL,
    genre @text NOT NULL,
    action @id,
    jour @date NOT NULL,
    quantite @int NOT NULL CHECK (quantite > 0),
    debut @int,
    fin @int,
    regime @text CHECK (regime IN ('perte_de_revenu', 'remuneration_de_mission')),
    bareme @id,
    cents @int,
    calcul @text NOT NULL,
    etat @text NOT NULL CHECK (etat IN ('proposee', 'approuvee', 'refusee', 'en_lot', 'payee', 'rejetee', 'annulee')),
    motif @text NOT NULL,
    declarant @id,
    compte @id,
    ecrit_le @instant NOT NULL,
    approbateur @id,
    decide_le @instant,
    rejete_le @instant,
    annee @int,
    lot @id,
    piece @id,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, lot) REFERENCES indemnites_lot (cpts, id),
    CHECK ((regime IS NULL) = (cents IS NULL)),
    CHECK (approbateur <> declarant),
    CHECK (approbateur <> compte),
    CHECK (annee IS NOT NULL OR etat IN ('proposee', 'refusee', 'annulee')),
    CHECK (cents IS NOT NULL OR etat IN ('proposee', 'refusee', 'annulee')),
    CHECK (lot IS NOT NULL OR etat <> 'en_lot')
) @strict;
CREATE UNIQUE INDEX indemnites_indemnite_une_par_source ON indemnites_indemnite (cpts, source_genre, source);
CREATE INDEX indemnites_indemnite_par_etat ON indemnites_indemnite (cpts, etat, jour);
CREATE INDEX indemnites_indemnite_par_personne ON indemnites_indemnite (cpts, personne, jour);
CREATE INDEX indemnites_indemnite_par_beneficiaire ON indemnites_indemnite (cpts, beneficiaire, etat);
CREATE INDEX indemnites_indemnite_par_lot ON indemnites_indemnite (cpts, lot);

-- Lines chosen by one gesture, for the time of its transaction: what a list of five thousand ids stands in.
CREATE TABLE indemnites_choix (
    cpts @id NOT NULL,
    ligne @id NOT NULL,
    PRIMARY KEY (cpts, ligne)
) @strict;

-- Which line is in which batch. A line is in one live batch at most; a batch that is cancelled, or a transfer that is rejected, frees its lines.
CREATE TABLE indemnites_lot_ligne (
    cpts @id NOT NULL,
    lot @id NOT NULL,
    ligne @id NOT NULL,
    libere_le @instant,
    PRIMARY KEY (cpts, lot, ligne),
    FOREIGN KEY (cpts, lot) REFERENCES indemnites_lot (cpts, id),
    FOREIGN KEY (cpts, ligne) REFERENCES indemnites_indemnite (cpts, id)
) @strict;
CREATE UNIQUE INDEX indemnites_lot_ligne_un_lot ON indemnites_lot_ligne (cpts, ligne) WHERE libere_le IS NULL;
