-- Whether a CPTS lets the national platform read its slots, and under which number it is known there.
CREATE TABLE sas_reglage (
    cpts @id NOT NULL,
    ouvert @bool NOT NULL,
    finess @text,
    telephone @text,
    auteur @id,
    ecrit_le @instant NOT NULL,
    PRIMARY KEY (cpts)
) @strict;
