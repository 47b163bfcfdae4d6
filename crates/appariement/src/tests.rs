//! Against every assignment there is, on small cases; against itself solved anew, on larger ones; from files to a file.

mod fichiers;
mod moteur;
mod problemes;
