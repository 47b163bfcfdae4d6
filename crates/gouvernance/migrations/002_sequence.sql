-- How many times the meeting below had changed when those who are called were last written to: a move is told once, and never forgotten.
ALTER TABLE gouvernance_seance ADD COLUMN sequence @int;
