-- Where somebody of that number gives care, across the CPTS of the instance: what the platform of the SAS asks for.
CREATE INDEX rendez_vous_par_rpps ON rendez_vous_effecteur (rpps, cpts) WHERE rpps IS NOT NULL AND retire_le IS NULL;
