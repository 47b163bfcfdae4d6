-- The CPTS of the instance. Their lifecycle is a matter of `territoire`; here they are names in the address bar.
CREATE TABLE comptes_cpts (
    id @id NOT NULL PRIMARY KEY,
    slug @text NOT NULL UNIQUE,
    nom @text NOT NULL,
    creee_le @instant NOT NULL
) @strict;

-- People, one row each whatever the number of their CPTS. `totp` is encrypted; `totp_pas` is the last step accepted.
CREATE TABLE comptes_personne (
    id @id NOT NULL PRIMARY KEY,
    courriel @text NOT NULL UNIQUE,
    nom @text NOT NULL,
    prenom @text NOT NULL,
    mot_de_passe @text,
    totp @bytes,
    totp_attente @bytes,
    totp_pas @int,
    creee_le @instant NOT NULL,
    desactivee_le @instant
) @strict;

-- Who belongs to which CPTS, with which roles (` coordination membre `, a space on both sides of each). Name and
-- address are copies of the person's, kept by the verbs, so that the list of members is one index and one table.
-- Platform administrators belong to the instance (id zero). The primary key is the order of the list: on SQLite, where a
-- table is kept in the order of its key, fifty members of a page lie side by side.
CREATE TABLE comptes_appartenance (
    cpts @id NOT NULL,
    personne @id NOT NULL REFERENCES comptes_personne (id),
    cle_tri @text NOT NULL,
    nom @text NOT NULL,
    prenom @text NOT NULL,
    courriel @text NOT NULL,
    profession @text NOT NULL,
    commune @text NOT NULL,
    telephone @text NOT NULL,
    roles @text NOT NULL,
    etat @text NOT NULL CHECK (etat IN ('invite', 'actif', 'suspendu')),
    depuis @date NOT NULL,
    PRIMARY KEY (cpts, cle_tri, personne),
    UNIQUE (cpts, personne)
) @strict;
-- How many members each CPTS has, kept when one is added, so that the list need not count them.
CREATE TABLE comptes_effectif (
    cpts @id NOT NULL PRIMARY KEY,
    membres @int NOT NULL
) @strict;
CREATE INDEX comptes_appartenance_personne ON comptes_appartenance (personne, cpts);

CREATE INDEX comptes_appartenance_invites ON comptes_appartenance (cpts, depuis, cle_tri, personne) WHERE etat = 'invite';

-- Only the SHA-256 of a token is kept: reading the database opens no session.
CREATE TABLE comptes_session (
    empreinte @bytes NOT NULL PRIMARY KEY,
    id @id NOT NULL UNIQUE,
    personne @id NOT NULL REFERENCES comptes_personne (id),
    moyen @text NOT NULL CHECK (moyen IN ('mot_de_passe', 'lien')),
    creee_le @instant NOT NULL,
    vue_le @instant NOT NULL,
    expire_le @instant NOT NULL,
    ip @text NOT NULL,
    agent @text NOT NULL
) @strict;
CREATE INDEX comptes_session_personne ON comptes_session (personne);

-- Single-use tokens: sign-in links, invitations, the wait for a second factor. Nobody behind a decoy, written for an
-- address without account so that the answer costs the same.
CREATE TABLE comptes_lien (
    empreinte @bytes NOT NULL PRIMARY KEY,
    usage @text NOT NULL CHECK (usage IN ('connexion', 'invitation', 'code')),
    personne @id REFERENCES comptes_personne (id),
    moyen @text NOT NULL,
    cree_le @instant NOT NULL,
    expire_le @instant NOT NULL,
    utilise_le @instant
) @strict;
CREATE INDEX comptes_lien_expire ON comptes_lien (expire_le);

-- Keyed hashes of the recovery codes of the second factor.
CREATE TABLE comptes_code_secours (
    personne @id NOT NULL REFERENCES comptes_personne (id),
    empreinte @text NOT NULL,
    utilise_le @instant,
    PRIMARY KEY (personne, empreinte)
) @strict;

-- Attempts by key (a keyed hash of an address or of a network): how many in the window that ends at `fin`, and how many
-- windows in a row were used up.
CREATE TABLE comptes_tentative (
    cle @text NOT NULL PRIMARY KEY,
    nombre @int NOT NULL,
    serie @int NOT NULL,
    fin @instant NOT NULL
) @strict;
CREATE INDEX comptes_tentative_fin ON comptes_tentative (fin);
