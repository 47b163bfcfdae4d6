-- How one CPTS works: minutes of a countdown, days that it keeps. Absent: the proposed settings.
CREATE TABLE snp_reglage (
    cpts @id NOT NULL,
    contenu @json NOT NULL,
    auteur @id,
    ecrit_le @instant NOT NULL,
    PRIMARY KEY (cpts)
) @strict;

-- The orientation guide, by version. A version is never changed, the next one replaces it.
CREATE TABLE snp_guide (
    cpts @id NOT NULL,
    version @int NOT NULL CHECK (version > 0),
    contenu @json NOT NULL,
    note @text NOT NULL,
    auteur @id,
    ecrit_le @instant NOT NULL,
    PRIMARY KEY (cpts, version)
) @strict;

-- A call for unscheduled care: where it stands, and nothing that says who. `situation` (motif, age, commune, flags) is sealed
-- under the key of the CPTS. `jusqu_a`: until when the own doctor has the hand. `rdv`: the place held, in rendez_vous.
CREATE TABLE snp_demande (
    cpts @id NOT NULL,
    id @id NOT NULL,
    origine @text NOT NULL CHECK (origine IN ('appel', 'sas', 'professionnel', 'patient')),
    phase @text NOT NULL CHECK (phase IN ('ouverte', 'mt_interroge', 'elargie', 'rappel', 'prise', 'placee', 'honoree',
        'non_honoree', 'redirigee', 'transmise_15', 'abandonnee')),
    recue_le @instant NOT NULL,
    echeance @instant NOT NULL,
    situation @bytes NOT NULL,
    jusqu_a @instant,
    effecteur @id,
    rdv @id,
    trouvee_le @instant,
    clos_le @instant,
    alerte_le @instant,
    escalade_le @instant,
    auteur @id,
    change_le @instant NOT NULL,
    PRIMARY KEY (cpts, id),
    CHECK ((phase = 'mt_interroge') = (jusqu_a IS NOT NULL)),
    CHECK (phase <> 'placee' OR (rdv IS NOT NULL AND trouvee_le IS NOT NULL)),
    CHECK (phase <> 'prise' OR (effecteur IS NOT NULL AND trouvee_le IS NOT NULL)),
    CHECK ((phase IN ('honoree', 'non_honoree', 'redirigee', 'transmise_15', 'abandonnee')) = (clos_le IS NOT NULL))
) @strict;
CREATE INDEX snp_par_echeance ON snp_demande (cpts, phase, echeance);
CREATE INDEX snp_par_reception ON snp_demande (cpts, recue_le);
CREATE INDEX snp_par_cloture ON snp_demande (cpts, clos_le) WHERE clos_le IS NOT NULL;
CREATE UNIQUE INDEX snp_un_rdv ON snp_demande (cpts, rdv) WHERE rdv IS NOT NULL;

-- Who they are, sealed under a key of their own, which is itself sealed. Destroying `cle_personne` is erasing: no copy of the
-- database holds it. Empty: destroyed since the copy that came back.
CREATE TABLE snp_identite (
    cpts @id NOT NULL,
    demande @id NOT NULL,
    cle_personne @bytes NOT NULL,
    scelle @bytes NOT NULL,
    PRIMARY KEY (cpts, demande),
    FOREIGN KEY (cpts, demande) REFERENCES snp_demande (cpts, id)
) @strict;

-- Keyed fingerprints of telephone numbers: somebody who called lately is recognised without a number being read.
CREATE TABLE snp_empreinte (
    cpts @id NOT NULL,
    demande @id NOT NULL,
    valeur @bytes NOT NULL,
    PRIMARY KEY (cpts, demande, valeur),
    FOREIGN KEY (cpts, demande) REFERENCES snp_demande (cpts, id)
) @strict;
CREATE INDEX snp_par_empreinte ON snp_empreinte (cpts, valeur);

-- What was handed over to the 15: which flags, what was told (sealed), by whom, when. Once a request.
CREATE TABLE snp_transmission (
    cpts @id NOT NULL,
    demande @id NOT NULL,
    contenu @bytes NOT NULL,
    auteur @id,
    le @instant NOT NULL,
    PRIMARY KEY (cpts, demande),
    FOREIGN KEY (cpts, demande) REFERENCES snp_demande (cpts, id)
) @strict;

-- A professional asked to take a request, and the answer. One yes a request: the index decides.
CREATE TABLE snp_sollicitation (
    cpts @id NOT NULL,
    id @id NOT NULL,
    demande @id NOT NULL,
    effecteur @id NOT NULL,
    envoyee_le @instant NOT NULL,
    expire_le @instant NOT NULL,
    reponse @text CHECK (reponse IN ('oui', 'non', 'retiree')),
    repondue_le @instant,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, demande) REFERENCES snp_demande (cpts, id),
    CHECK ((reponse IS NULL) = (repondue_le IS NULL))
) @strict;
CREATE UNIQUE INDEX snp_un_oui ON snp_sollicitation (cpts, demande) WHERE reponse = 'oui';
CREATE UNIQUE INDEX snp_une_sollicitation ON snp_sollicitation (cpts, demande, effecteur) WHERE reponse IS NULL;

-- A place that was freed and the request that could have it: somebody decides.
CREATE TABLE snp_aubaine (
    cpts @id NOT NULL,
    creneau @id NOT NULL,
    demande @id NOT NULL,
    le @instant NOT NULL,
    PRIMARY KEY (cpts, creneau, demande),
    FOREIGN KEY (cpts, demande) REFERENCES snp_demande (cpts, id)
) @strict;
CREATE INDEX snp_aubaines ON snp_aubaine (cpts, demande);

-- What was told of an appointment, once: that it was taken, that it was lost.
CREATE TABLE snp_message (
    cpts @id NOT NULL,
    rdv @id NOT NULL,
    quoi @text NOT NULL CHECK (quoi IN ('pris', 'perdu')),
    le @instant NOT NULL,
    PRIMARY KEY (cpts, rdv, quoi)
) @strict;

-- What happened that the ledger has as an act: care given, a hand-over.
CREATE TABLE snp_etape (
    cpts @id NOT NULL,
    id @id NOT NULL,
    demande @id NOT NULL,
    quoi @text NOT NULL CHECK (quoi IN ('honoree', 'transmise_15')),
    le @instant NOT NULL,
    acte @id NOT NULL,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, demande) REFERENCES snp_demande (cpts, id)
) @strict;
CREATE INDEX snp_etapes ON snp_etape (cpts, demande, le);

-- What stays of a request once it is erased: its month, its hour, its motif, how it ended. Nothing leads back.
CREATE TABLE snp_bilan (
    cpts @id NOT NULL,
    id @id NOT NULL,
    mois @date NOT NULL,
    heure @int NOT NULL CHECK (heure >= 0 AND heure < 24),
    motif @text NOT NULL,
    origine @text NOT NULL,
    phase @text NOT NULL,
    minutes @int CHECK (minutes >= 0),
    dans_le_delai @bool NOT NULL,
    PRIMARY KEY (cpts, id)
) @strict;
CREATE INDEX snp_bilans ON snp_bilan (cpts, mois);

-- How many calls came in two hours of a day, and for which profession, once their requests are erased: what the offer is held
-- against. Apart from snp_bilan, so that no line has a day and a motif together; no age, no commune, no outcome.
CREATE TABLE snp_affluence (
    cpts @id NOT NULL,
    jour @date NOT NULL,
    heure @int NOT NULL CHECK (heure >= 0 AND heure < 24),
    vers @text NOT NULL,
    nombre @int NOT NULL CHECK (nombre > 0),
    PRIMARY KEY (cpts, jour, heure, vers)
) @strict;
