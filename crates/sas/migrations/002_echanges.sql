-- Regulators whose accounts the platform opens, changes and closes here (INT_R02). A regulator works for every CPTS. `personne` is
-- the account that they sign in with; `actif` alone says whether it has the rights of a regulator. `marque`: when the platform last
-- changed what was taken, as it says; what comes later and is older is left aside.
CREATE TABLE sas_regulateur (
    id @id NOT NULL PRIMARY KEY,
    personne @id NOT NULL,
    systeme @text,
    national @text,
    technique @text,
    nom @text NOT NULL,
    prenom @text NOT NULL,
    courriel @text NOT NULL UNIQUE,
    actif @bool NOT NULL,
    marque @instant,
    change_le @instant NOT NULL
) @strict;
-- A closed account frees its national number, never its technical one.
CREATE UNIQUE INDEX sas_un_national ON sas_regulateur (national) WHERE actif;
CREATE UNIQUE INDEX sas_un_technique ON sas_regulateur (technique);
CREATE INDEX sas_par_personne ON sas_regulateur (personne);

-- What the platform and this program said to each other of one appointment (INT_R03). It is found by its number before any CPTS is
-- known: two CPTS cannot hold the same. `chez` is the CPTS of the appointment; without `rdv`, only that it was cancelled was heard.
-- `marque` as above; `dit` is the state that the platform knows, empty when it knows nothing yet.
CREATE TABLE sas_annonce (
    systeme @text NOT NULL,
    valeur @text NOT NULL,
    chez @id,
    rdv @id,
    sorte @text NOT NULL CHECK (sorte IN ('IDNPS', 'INTRN')),
    operateur_systeme @text NOT NULL,
    operateur @text NOT NULL,
    professionnel @text NOT NULL,
    debut @instant NOT NULL,
    fin @instant NOT NULL,
    statut @text NOT NULL CHECK (statut IN ('booked', 'fulfilled', 'noshow', 'cancelled')),
    marque @instant,
    dit @text NOT NULL,
    change_le @instant NOT NULL,
    PRIMARY KEY (systeme, valeur)
) @strict;
CREATE INDEX sas_annonce_du_rdv ON sas_annonce (chez, rdv);
