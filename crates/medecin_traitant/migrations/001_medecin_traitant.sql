-- How one CPTS works: how long it keeps, how long it waits for an answer, who is told. Absent: the proposed settings.
CREATE TABLE medecin_traitant_reglage (
    cpts @id NOT NULL,
    contenu @json NOT NULL,
    auteur @id,
    ecrit_le @instant NOT NULL,
    PRIMARY KEY (cpts)
) @strict;

-- The rule of priority, by version: what each situation is worth. A version is never changed, the next one replaces it.
CREATE TABLE medecin_traitant_regle (
    cpts @id NOT NULL,
    version @int NOT NULL CHECK (version > 0),
    contenu @json NOT NULL,
    note @text NOT NULL,
    auteur @id,
    ecrit_le @instant NOT NULL,
    PRIMARY KEY (cpts, version)
) @strict;

-- A doctor who takes patients: what they declare. `places`: all those declared, `prises`: those that patients have.
-- `communes`: codes separated by spaces, empty for all. `jours`: 7 bits, Monday first.
CREATE TABLE medecin_traitant_medecin (
    cpts @id NOT NULL,
    id @id NOT NULL,
    adherent @id,
    compte @id,
    nom @text NOT NULL,
    cle @text NOT NULL,
    commune @text NOT NULL,
    adresse @text NOT NULL,
    telephone @text,
    courriel @text,
    places @int NOT NULL CHECK (places >= 0),
    prises @int NOT NULL CHECK (prises >= 0 AND prises <= places),
    quand @text NOT NULL CHECK (quand IN ('maintenant', 'six_mois', 'non')),
    a_partir @date NOT NULL,
    age_min @int NOT NULL CHECK (age_min >= 0),
    age_max @int NOT NULL CHECK (age_max >= age_min),
    communes @text NOT NULL,
    visites @bool NOT NULL,
    langues @text NOT NULL,
    rythme @int NOT NULL CHECK (rythme > 0),
    jours @int NOT NULL CHECK (jours > 0 AND jours < 128),
    heure @int NOT NULL CHECK (heure >= 0 AND heure < 24),
    pause_du @date,
    pause_au @date,
    depart_le @date,
    declare_le @instant,
    envoye_le @instant,
    auteur @id,
    ecrit_le @instant NOT NULL,
    retire_le @instant,
    PRIMARY KEY (cpts, id),
    CHECK (pause_au IS NULL OR pause_du IS NULL OR pause_au >= pause_du)
) @strict;
CREATE UNIQUE INDEX medecin_traitant_un_adherent ON medecin_traitant_medecin (cpts, adherent) WHERE adherent IS NOT NULL AND retire_le IS NULL;
CREATE UNIQUE INDEX medecin_traitant_un_medecin ON medecin_traitant_medecin (cpts, cle, commune) WHERE retire_le IS NULL;

-- Patients of a doctor who stops, entered together.
CREATE TABLE medecin_traitant_campagne (
    cpts @id NOT NULL,
    id @id NOT NULL,
    medecin @id,
    nom @text NOT NULL,
    depart_le @date NOT NULL,
    auteur @id,
    ecrit_le @instant NOT NULL,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, medecin) REFERENCES medecin_traitant_medecin (cpts, id)
) @strict;

-- Somebody who looks for a médecin traitant: where the request stands, and nothing that says who. `situation` (age, commune,
-- criteria) is sealed under the key of the CPTS. Those of one household have the same `foyer`.
CREATE TABLE medecin_traitant_demande (
    cpts @id NOT NULL,
    id @id NOT NULL,
    foyer @id NOT NULL,
    campagne @id,
    origine @text NOT NULL CHECK (origine IN ('patient', 'aidant', 'professionnel', 'partenaire', 'liste', 'papier', 'depart')),
    etat @text NOT NULL CHECK (etat IN ('a_verifier', 'attente', 'acceptee', 'rendez_vous', 'close')),
    recue_le @instant NOT NULL,
    cherche_depuis @date NOT NULL,
    points @int NOT NULL CHECK (points >= 0),
    regle @int NOT NULL,
    situation @bytes NOT NULL,
    medecin @id,
    accepte_le @instant,
    rendez_vous @date,
    clos_le @date,
    cloture @text CHECK (cloture IN ('mt_declare', 'trouve_ailleurs', 'demenage', 'decede', 'renonce', 'injoignable', 'doublon', 'hors_territoire', 'erreur')),
    preuve @text CHECK (preuve IN ('medecin', 'patient', 'assurance_maladie', 'document')),
    preuve_le @date,
    relance_le @date NOT NULL,
    relances @int NOT NULL CHECK (relances >= 0),
    auteur @id,
    change_le @instant NOT NULL,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, medecin) REFERENCES medecin_traitant_medecin (cpts, id),
    FOREIGN KEY (cpts, campagne) REFERENCES medecin_traitant_campagne (cpts, id),
    CHECK ((etat IN ('acceptee', 'rendez_vous')) = (medecin IS NOT NULL AND accepte_le IS NOT NULL AND etat <> 'close') OR etat = 'close'),
    CHECK (etat <> 'rendez_vous' OR rendez_vous IS NOT NULL),
    CHECK ((etat = 'close') = (clos_le IS NOT NULL AND cloture IS NOT NULL)),
    CHECK (cloture IS NULL OR cloture <> 'mt_declare' OR preuve IS NOT NULL)
) @strict;
CREATE INDEX medecin_traitant_par_priorite ON medecin_traitant_demande (cpts, etat, points DESC, recue_le);
CREATE INDEX medecin_traitant_par_foyer ON medecin_traitant_demande (cpts, foyer);
CREATE INDEX medecin_traitant_par_relance ON medecin_traitant_demande (cpts, relance_le) WHERE etat = 'attente';
CREATE INDEX medecin_traitant_par_cloture ON medecin_traitant_demande (cpts, clos_le) WHERE etat = 'close';

-- Who they are, sealed under a key of their own, which is itself sealed. Destroying `cle_personne` is erasing: no copy of the
-- database holds it (db::backup keeps columns of that name apart). Empty: destroyed since the copy that came back.
CREATE TABLE medecin_traitant_identite (
    cpts @id NOT NULL,
    demande @id NOT NULL,
    cle_personne @bytes NOT NULL,
    scelle @bytes NOT NULL,
    PRIMARY KEY (cpts, demande),
    FOREIGN KEY (cpts, demande) REFERENCES medecin_traitant_demande (cpts, id)
) @strict;

-- Keyed fingerprints of names, dates and numbers: equal values are found without any being read.
CREATE TABLE medecin_traitant_empreinte (
    cpts @id NOT NULL,
    demande @id NOT NULL,
    sorte @text NOT NULL CHECK (sorte IN ('envoi', 'code', 'naissance_nom', 'naissance_prenom', 'nom_prenom', 'telephone', 'courriel', 'adresse')),
    valeur @bytes NOT NULL,
    PRIMARY KEY (cpts, demande, sorte, valeur),
    FOREIGN KEY (cpts, demande) REFERENCES medecin_traitant_demande (cpts, id)
) @strict;
CREATE INDEX medecin_traitant_par_empreinte ON medecin_traitant_empreinte (cpts, valeur, sorte);
CREATE UNIQUE INDEX medecin_traitant_un_envoi ON medecin_traitant_empreinte (cpts, valeur) WHERE sorte = 'envoi';
CREATE UNIQUE INDEX medecin_traitant_un_code ON medecin_traitant_empreinte (cpts, valeur) WHERE sorte = 'code';

-- Two requests that may be about one person: what is alike, and what somebody decided. `demande` < `autre`.
CREATE TABLE medecin_traitant_doublon (
    cpts @id NOT NULL,
    demande @id NOT NULL,
    autre @id NOT NULL,
    raisons @text NOT NULL,
    decision @text CHECK (decision IN ('meme', 'autres')),
    decide_par @id,
    decide_le @instant,
    PRIMARY KEY (cpts, demande, autre),
    FOREIGN KEY (cpts, demande) REFERENCES medecin_traitant_demande (cpts, id),
    FOREIGN KEY (cpts, autre) REFERENCES medecin_traitant_demande (cpts, id),
    CHECK (demande <> autre),
    CHECK ((decision IS NULL) = (decide_le IS NULL))
) @strict;
CREATE INDEX medecin_traitant_par_autre ON medecin_traitant_doublon (cpts, autre);

-- A household proposed to a doctor, and the answer. One acceptance a household, one open card a doctor: the indexes decide.
CREATE TABLE medecin_traitant_proposition (
    cpts @id NOT NULL,
    id @id NOT NULL,
    foyer @id NOT NULL,
    medecin @id NOT NULL,
    personnes @int NOT NULL CHECK (personnes > 0),
    metres @int CHECK (metres >= 0),
    etat @text NOT NULL CHECK (etat IN ('prete', 'envoyee', 'oui', 'pas_maintenant', 'non', 'sans_reponse', 'retiree', 'defaite')),
    prete_le @instant NOT NULL,
    envoyee_le @instant,
    expire_le @instant,
    repondue_le @instant,
    par @text CHECK (par IN ('lien', 'compte', 'bureau')),
    auteur @id,
    motif @text NOT NULL,
    revenir_le @date,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, medecin) REFERENCES medecin_traitant_medecin (cpts, id),
    CHECK ((etat = 'prete') = (envoyee_le IS NULL) OR etat IN ('oui', 'pas_maintenant', 'non', 'retiree', 'defaite')),
    CHECK (etat NOT IN ('oui', 'pas_maintenant', 'non') OR (repondue_le IS NOT NULL AND par IS NOT NULL))
) @strict;
CREATE UNIQUE INDEX medecin_traitant_une_carte ON medecin_traitant_proposition (cpts, foyer, medecin) WHERE etat IN ('prete', 'envoyee');
CREATE UNIQUE INDEX medecin_traitant_un_oui ON medecin_traitant_proposition (cpts, foyer) WHERE etat = 'oui';
CREATE INDEX medecin_traitant_cartes ON medecin_traitant_proposition (cpts, medecin, etat);
CREATE INDEX medecin_traitant_cartes_du_foyer ON medecin_traitant_proposition (cpts, foyer, etat);
CREATE INDEX medecin_traitant_sans_reponse ON medecin_traitant_proposition (cpts, foyer) WHERE etat = 'sans_reponse';
CREATE INDEX medecin_traitant_echeances ON medecin_traitant_proposition (cpts, expire_le) WHERE etat = 'envoyee';

-- What happened to a request, step by step; each is an act: `acte`, in the ledger.
CREATE TABLE medecin_traitant_etape (
    cpts @id NOT NULL,
    id @id NOT NULL,
    demande @id NOT NULL,
    acte @id NOT NULL,
    quoi @text NOT NULL CHECK (quoi IN ('recue', 'verifiee', 'proposee', 'acceptee', 'refusee', 'rendez_vous', 'declaree', 'relancee', 'confirmee', 'close', 'rouverte')),
    le @instant NOT NULL,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, demande) REFERENCES medecin_traitant_demande (cpts, id)
) @strict;
CREATE INDEX medecin_traitant_par_demande ON medecin_traitant_etape (cpts, demande, le);

-- What stays of a request once it is erased: enough to count, too little to recognise anybody. No link to the request.
CREATE TABLE medecin_traitant_bilan (
    cpts @id NOT NULL,
    id @id NOT NULL,
    recue @date NOT NULL,
    close @date NOT NULL,
    cloture @text NOT NULL,
    origine @text NOT NULL,
    delai_jours @int CHECK (delai_jours >= 0),
    delai_declare_jours @int CHECK (delai_declare_jours >= 0),
    ald @bool NOT NULL,
    age_70 @bool NOT NULL,
    c2s @bool NOT NULL,
    precarite @bool NOT NULL,
    PRIMARY KEY (cpts, id)
) @strict;
CREATE INDEX medecin_traitant_bilans ON medecin_traitant_bilan (cpts, close);
