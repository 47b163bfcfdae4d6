//! The index of the archive: one page to open first, that works without network, style or script from elsewhere.

use crate::archive::{ARGENT, CALCULS, COMPTE_RENDU, INDICATEURS, PREUVES, RAPPORT_DOCX, RAPPORT_PDF};
use crate::dossier::{Dossier, Preuve};
use crate::tableur::state;
use maud::{DOCTYPE, Markup, html};
use ui::francais;

const STYLE: &str = "body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a2320}\
table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid #dfd9cc;padding:.4rem .6rem;text-align:left;vertical-align:top}\
a{color:#0f5a4f}.frame{overflow-x:auto}code{font-size:.8rem;overflow-wrap:anywhere}";

/// What the program can say of patients, and no more: it does not read the files that people attached.
pub(crate) const CE_QUI_EST_VRAI: &str = "Maillage n’y met aucune donnée de patient\u{202f}; les pièces jointes par la CPTS n’ont pas été relues par le logiciel.";

/// The page.
pub(crate) fn page(dossier: &Dossier) -> String {
    let title = format!("Dialogue de gestion, année {}\u{a0}: {}", dossier.annee, dossier.cpts);
    let held = dossier.rencontre.le.is_some();
    let page = html! {
        (DOCTYPE)
        html lang="fr" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (maud::PreEscaped(STYLE)) }
            }
            body {
                main {
                    h1 { (title) }
                    p { "Année du contrat " (dossier.periode()) ". Liasse du " (francais::date(dossier.jour)) ". " (state(dossier)) }
                    p { (CE_QUI_EST_VRAI) }
                    h2 { "Documents" }
                    ol {
                        li { "Rapport d’activité\u{a0}: " (link(RAPPORT_PDF, "PDF")) " ou " (link(RAPPORT_DOCX, "Word")) }
                        li { (link(INDICATEURS, "Indicateurs")) "\u{a0}: valeurs, dates, sources, écarts, explications (Excel)" @if !dossier.actes.is_empty() { "\u{202f}; la feuille «\u{a0}Actes\u{a0}» donne un par un les actes derrière chaque valeur calculée" } }
                        li { (link(ARGENT, "Argent")) "\u{a0}: accordé (part fixe, part variable), reçu, dépensé, reste par mission (Excel)" @if dossier.calculs.is_some() { "\u{202f}; " (link(CALCULS, "d’où vient chaque montant")) " (PDF)" } }
                        @if held { li { (link(COMPTE_RENDU, "Compte rendu de la rencontre")) " (Word)" } }
                        li { (link(PREUVES, "Liste des preuves")) " (CSV)" }
                    }
                    h2 { "Preuves" }
                    @if dossier.preuves.is_empty() { p { "Aucune preuve n’a été jointe." } } @else { (proofs(&dossier.preuves)) }
                    h2 { "Vérifier un fichier" }
                    p { "L’empreinte SHA-256 d’un fichier ne change que si le fichier change\u{a0}: elle permet de vérifier qu’une preuve est bien celle qui a été déposée." }
                }
            }
        }
    };
    page.into_string()
}

fn link(path: &str, words: &str) -> Markup {
    html! { a href=(path) { (words) } }
}

fn proofs(all: &[Preuve]) -> Markup {
    html! {
        div.frame {
            table {
                thead { tr { th scope="col" { "N°" } th scope="col" { "Mission" } th scope="col" { "Indicateur" } th scope="col" { "Preuve" } th scope="col" { "Déposée le" } th scope="col" { "SHA-256" } } }
                tbody {
                    @for (at, one) in all.iter().enumerate() {
                        tr {
                            td { (at + 1) }
                            td { (one.mission) }
                            td { (one.indicateur) }
                            td { a href=(encoded(&one.chemin)) { @if one.libelle.trim().is_empty() { (one.piece.nom) } @else { (one.libelle) } } " (" (one.piece.en_mots()) ")" }
                            td { (francais::date_courte(kernel::today(one.piece.deposee_le))) }
                            td { code { (one.piece.empreinte) } }
                        }
                    }
                }
            }
        }
    }
}

/// A path of the archive as an address: what a browser would read as a question or a fragment is written otherwise.
fn encoded(path: &str) -> String {
    path.replace('%', "%25").replace('#', "%23").replace('?', "%3F").replace(' ', "%20")
}
