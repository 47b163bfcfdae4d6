//! « Payer sans crainte »: the alerts, each with the gesture that solves it; below, everything else in one gesture.

use super::{Names, ROOM, law, name, next_day, plafond};
use crate::alerte::{Alerte, Examen, Nature};
use crate::approve_all::Geste;
use crate::droits::{APPROUVER, PAYER};
use crate::indemnite::{Approbateur, Etat};
use crate::lot::Remise;
use crate::store::lectures::{self, Filtre};
use crate::{Plafond, WriteError, plafond as noun};
use axum::extract::State;
use jiff::civil::Date;
use kernel::Id;
use maud::{Markup, html};
use ui::{Button, Choice, Column, Field, Icon, Row, Table, francais, status::badge};
use web::{Answer, App, Fields, Visit};

/// Most alerts shown on one page.
const PAGE: usize = 100;

pub(super) async fn show(visit: Visit, State(app): State<App>, query: Fields) -> Answer {
    let paiement: Date = query.get("paiement").parse().unwrap_or_else(|_| next_day(&visit));
    let annee = noun::annee(paiement);
    let mut tx = app.db.read(&visit.ctx).await?;
    let law = law(&app, &mut tx).await?;
    let me = match crate::author(&visit.ctx).filter(|_| visit.can(APPROUVER)) {
        Some(compte) => Some(Approbateur {
            compte,
            adherent: adhesions::par_compte(&mut tx, compte).await?.map(|one| one.id),
        }),
        None => None,
    };
    let seen = crate::examen(&mut tx, &law, me, annee).await?;
    let limit = plafond(&mut tx, &law, annee).await?;
    let names = crate::noms(&mut tx).await?;
    let sums = lectures::sommes(&mut tx, &Filtre::default()).await?;
    drop(tx);
    let frame = ui::Frame {
        lead: Some("En haut, ce qui mérite un regard. En bas, tout le reste, en un geste.".into()),
        ..visit.frame("Payer sans crainte")
    };
    let due = sums.get(&Etat::Approuvee).copied().unwrap_or_default();
    let content = html! {
        (ROOM.tabs(&visit, "payer"))
        (day(&visit, paiement, limit.as_ref()))
        (alerts(&visit, &seen, &names, paiement, query.get("page").parse().unwrap_or(0)))
        (rest(&visit, &seen, paiement))
        (batch(&visit, due, paiement))
    };
    Ok(visit.page(&frame, content))
}

/// For which day, hence for which ceiling.
fn day(visit: &Visit, paiement: Date, limit: Option<&Plafond>) -> Markup {
    html! {
        (ui::form::filters(&visit.workspace("indemnites/payer"), html! { (Field::date("paiement", "Paiement prévu le").value(paiement.to_string()).required()) }))
        p {
            "Plafond annuel " (noun::annee(paiement)) "\u{a0}: "
            @match limit {
                Some(one) => { strong { (francais::euros(one.cents)) } @if one.incertain { " " (badge(ui::Tone::Warning, "non confirmé")) } " (" (one.source) ")" },
                None => { a href=(visit.workspace("indemnites/plafonds")) { "inconnu, à écrire avec sa source" } },
            }
        }
    }
}

fn alerts(visit: &Visit, seen: &Examen, names: &Names, paiement: Date, page: usize) -> Markup {
    let columns = vec![
        Column::text("Alerte"),
        Column::text("Personne"),
        Column::number("Lignes").minor(),
        Column::number("Montant"),
        Column::actions(),
    ];
    let rows = seen.alertes.iter().skip(page * PAGE).take(PAGE).map(|one| {
        Row::new(vec![
            badge(one.nature.tone(), one.nature.libelle()),
            super::person(visit, names, one.personne),
            html! { (francais::nombre(i64::try_from(one.lignes.len()).unwrap_or_default())) },
            html! { (francais::euros(one.cents)) },
            gesture(visit, seen, names, one, paiement),
        ])
    });
    let total = seen.alertes.len();
    let to =
        |page: usize| visit.workspace(&format!("indemnites/payer?paiement={paiement}&page={page}")).into();
    let paging = ui::table::Paging {
        first: i64::try_from(page * PAGE + 1).ok(),
        shown: i64::try_from(total.saturating_sub(page * PAGE).min(PAGE)).unwrap_or_default(),
        total: i64::try_from(total).ok(),
        previous: (page > 0).then(|| to(page - 1)),
        next: ((page + 1) * PAGE < total).then(|| to(page + 1)),
    };
    let empty = ui::empty::empty(
        Icon::Check,
        "Aucune alerte",
        "Rien ne mérite de regard particulier avant de payer.",
        None,
    );
    let table = Table::new("alertes", "À regarder", columns).rows(rows.collect()).empty(empty);
    html! { @if total > PAGE { (table.paging(paging)) } @else { (table) } }
}

/// What solves an alert, and for those that do not forbid it, approving in spite of it.
fn gesture(visit: &Visit, seen: &Examen, names: &Names, one: &Alerte, paiement: Date) -> Markup {
    let who = name(names, one.personne);
    let link = |words: &'static str, part: String| html! { (Button::secondary(words).about(who.clone()).small().href(visit.workspace(&part))) };
    let lines = || format!("indemnites?personne={}&etat=proposee", one.personne);
    let solve = match one.nature {
        Nature::SansBareme => link("Écrire le barème", "indemnites/baremes".to_owned()),
        Nature::PlafondInconnu => link("Écrire le plafond", "indemnites/plafonds".to_owned()),
        Nature::PlafondAtteint | Nature::PlafondProche | Nature::Doublon => {
            link("Choisir les lignes", lines())
        }
        Nature::AutoApprobation => html! { "Une autre personne décide." },
        Nature::HorsAdhesion | Nature::CotisationDue => {
            link("Voir l’adhésion", format!("adhesions/adherents/{}", one.personne))
        }
        Nature::ConventionEchue => link("Voir les conventions", "adhesions/conventions".to_owned()),
        Nature::SansPresence => match one.lignes.as_slice() {
            [only] => link("Lire la déclaration", format!("indemnites/{only}")),
            _ => link("Lire les déclarations", lines()),
        },
        Nature::CoordonneesManquantes => {
            link("Saisir l’IBAN", format!("indemnites/coordonnees/{}", one.personne))
        }
        Nature::SigneeApres => link("Voir les lignes", lines()),
        Nature::RejetARepresenter => match one.lot {
            Some(lot) => link("Représenter", format!("indemnites/lots/{lot}")),
            None => link("Voir les lots", "indemnites/lots".to_owned()),
        },
        Nature::RejetBancaire => link("Corriger l’IBAN", format!("indemnites/coordonnees/{}", one.personne)),
        Nature::CoordonneesRecentes => {
            link("Vérifier avec la personne", format!("indemnites/coordonnees/{}", one.personne))
        }
    };
    let despite = seen.only(one.nature, one.personne).len();
    ui::button::actions(html! {
        (solve)
        @if visit.can(APPROUVER) && one.proposees > 0 && despite > 0 {
            (ui::button::post_button(
                &visit.csrf,
                &visit.workspace("indemnites/payer"),
                &[("malgre", one.nature.code()), ("personne", &one.personne.to_string()), ("paiement", &paiement.to_string())],
                &Button::plain("Approuver quand même").about(who).small(),
            ))
        }
    })
}

fn rest(visit: &Visit, seen: &Examen, paiement: Date) -> Markup {
    let (lines, people, cents) = seen.resume();
    let count = |n: usize, one, many| francais::compte(i64::try_from(n).unwrap_or_default(), one, many);
    html! {
        section.section {
            h2 { "Tout le reste" }
            @if lines == 0 {
                p { "Aucune autre ligne n’attend d’approbation." }
            } @else {
                p {
                    strong { (count(lines, "ligne", "lignes")) } " sans alerte, pour " strong { (count(people, "personne", "personnes")) }
                    ", total " strong { (francais::euros(cents)) } ". "
                    a href=(visit.workspace("indemnites?etat=proposee")) { "Les voir une à une" }
                }
                @if visit.can(APPROUVER) {
                    (ui::button::post_button(
                        &visit.csrf,
                        &visit.workspace("indemnites/payer"),
                        &[("paiement", &paiement.to_string())],
                        &Button::primary(if lines == 1 { "Approuver la ligne sans alerte".to_owned() } else { format!("Approuver les {} sans alerte", count(lines, "ligne", "lignes")) }),
                    ))
                }
            }
        }
    }
}

fn batch(visit: &Visit, (lines, cents): (i64, i64), paiement: Date) -> Markup {
    html! {
        section.section {
            h2 { "Préparer le lot" }
            @if lines == 0 {
                p { "Aucune ligne approuvée n’attend de lot." }
            } @else {
                p { strong { (francais::compte(lines, "ligne approuvée", "lignes approuvées")) } ", " strong { (francais::euros(cents)) } "\u{a0}: un virement par bénéficiaire, ce qui est à reprendre déduit." }
                @if visit.can(PAYER) { (preparing(visit, paiement)) } @else { p { "La trésorerie prépare le lot." } }
            }
        }
    }
}

/// The form that prepares a batch.
pub(super) fn preparing(visit: &Visit, paiement: Date) -> Markup {
    let versions = sepa::Version::ALL.iter().map(|one| Choice::new(one.code(), one.libelle())).collect();
    let remises = Remise::ALL.iter().map(|one| Choice::new(one.code(), one.libelle())).collect();
    ui::form(
        &visit.csrf,
        &visit.workspace("indemnites/lots"),
        ui::Method::Post,
        html! {
            (visit.key(&ui::Filled::new()))
            (Field::date("execution", "Jour d’exécution").id("execution-du-lot").hint("Un jour où les banques travaillent.").value(paiement.to_string()).required())
            (Field::select("version", "Format du fichier", versions).hint("Votre banque dit lequel elle accepte\u{a0}; celui de 2019 est le plus courant."))
            (Field::select("remise", "Libellé sur le relevé du bénéficiaire", remises).hint("La référence est aussi dans «\u{a0}Mon année\u{a0}»."))
            div.actions { (Button::primary("Préparer le lot")) }
        },
    )
}

pub(super) async fn approve(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let law = super::law_now(&visit, &app).await?;
    let paiement: Date = fields.get("paiement").parse().unwrap_or_else(|_| next_day(&visit));
    let geste = match (
        fields.get("malgre").parse::<Nature>(),
        fields.get("personne").parse::<Id<adhesions::Adherent>>(),
    ) {
        (Ok(nature), Ok(personne)) => Geste::Malgre(nature, personne),
        _ => Geste::SansAlerte,
    };
    let approved = crate::approve_all(&visit.ctx, &app.db, &law, geste, paiement).await;
    let words = sentence(&approved);
    ROOM.after(&visit, &format!("payer?paiement={paiement}"), words, approved)
}

fn sentence(approved: &Result<crate::Approuvees, WriteError>) -> String {
    let Ok(done) = approved else { return String::new() };
    let count = |n: u64, one, many| francais::compte(i64::try_from(n).unwrap_or_default(), one, many);
    let mut words = format!("{}.", count(done.lignes, "ligne approuvée", "lignes approuvées"));
    if done.au_dela > 0 {
        words.push_str(&format!(
            " {} en attente\u{a0}: le plafond serait dépassé.",
            count(done.au_dela, "ligne reste", "lignes restent")
        ));
    }
    words
}
