-- Links sent to one person for one purpose, good without account: only the SHA-256 of the token is kept, and who it was sent
-- to only as a hint (« c…@exemple.fr »). `sujet` is the id of a row of the module that `usage` names. Unlike the tokens of
-- `comptes_lien`, they act in a CPTS and let nobody in.
CREATE TABLE comptes_lien_direct (
    cpts @id NOT NULL,
    id @id NOT NULL,
    empreinte @bytes NOT NULL,
    usage @text NOT NULL,
    sujet @id NOT NULL,
    vers @text NOT NULL,
    cree_le @instant NOT NULL,
    expire_le @instant NOT NULL,
    suivi_le @instant,
    utilise_le @instant,
    revoque_le @instant,
    PRIMARY KEY (cpts, id)
) @strict;
-- The token says which CPTS: it is looked for before any is known.
CREATE INDEX comptes_lien_direct_empreinte ON comptes_lien_direct (empreinte);
CREATE INDEX comptes_lien_direct_sujet ON comptes_lien_direct (cpts, usage, sujet);
CREATE INDEX comptes_lien_direct_expire ON comptes_lien_direct (expire_le);
