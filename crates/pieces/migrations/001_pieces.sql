-- What a file holds, once for each CPTS however many times it was received.
CREATE TABLE pieces_contenu (
    cpts @id NOT NULL,
    empreinte @text NOT NULL,
    taille @int NOT NULL CHECK (taille > 0),
    PRIMARY KEY (cpts, empreinte)
) @strict;

-- Its bytes, in slices: nothing is ever read or written that is bigger than one of them.
CREATE TABLE pieces_tranche (
    cpts @id NOT NULL,
    empreinte @text NOT NULL,
    rang @int NOT NULL,
    octets @bytes NOT NULL,
    PRIMARY KEY (cpts, empreinte, rang),
    FOREIGN KEY (cpts, empreinte) REFERENCES pieces_contenu (cpts, empreinte)
) @wide;

-- A file as somebody gave it. Other crates refer to (cpts, id): a row they cite cannot be removed.
CREATE TABLE pieces_piece (
    cpts @id NOT NULL,
    id @id NOT NULL,
    nom @text NOT NULL,
    genre @text NOT NULL,
    empreinte @text NOT NULL,
    cercle @text NOT NULL,
    deposee_le @instant NOT NULL,
    deposee_par @id,
    PRIMARY KEY (cpts, id),
    FOREIGN KEY (cpts, empreinte) REFERENCES pieces_contenu (cpts, empreinte)
) @strict;
CREATE INDEX pieces_par_contenu ON pieces_piece (cpts, empreinte);
