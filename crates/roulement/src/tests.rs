//! The solver against all plans of small problems; explanations and violations against what they say; files.

mod exact;
mod fichiers;
mod plans;
