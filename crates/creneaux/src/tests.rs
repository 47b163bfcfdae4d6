mod bornes;
mod concurrence;
mod gestes;
mod naif;
mod proprietes;
