//! The page of one entry: what the official files say, what the CPTS and the owner add, and what to do about it.

mod apercu;
mod entete;
mod suivi;

pub(super) use apercu::facts;

use super::{Place, ROOM, champ, presence, quand};
use crate::champ::Source;
use crate::read_fiche::numero_en_mots;
use crate::{Champ, Dossier, Nature, Sujet, Valeur, read_fiche};
use axum::extract::{Path, State};
use maud::{Markup, html};
use ui::section::{panel, section};
use ui::status::badge;
use ui::{Button, Column, Filled, Frame, Icon, Method, Row, Table, Tone, form, francais};
use web::{Answer, App, Problem, Visit};

pub(super) async fn show(State(app): State<App>, visit: Visit, Path((_, segment)): Place) -> Answer {
    let dossier = read_fiche(&visit.ctx, &app.db, &segment).await?;
    let content = draw(&app, &visit, &dossier, &Filled::new()).await?;
    Ok(visit.page(&head(&visit, &dossier), content))
}

/// The same page, with what was refused beside its field.
pub(super) async fn again(app: &App, visit: &Visit, segment: &str, filled: &Filled) -> Answer {
    let dossier = read_fiche(&visit.ctx, &app.db, segment).await?;
    let content = draw(app, visit, &dossier, filled).await?;
    Ok(visit.refused(head(visit, &dossier), content))
}

/// The name of the subject, or its number when nobody knows it.
pub(super) fn title(dossier: &Dossier) -> String {
    match (&dossier.sujet, &dossier.connu) {
        (Sujet::Local(local), _) => local.nom.clone(),
        (_, Some(known)) if !known.nom.is_empty() => known.nom.clone(),
        _ => numero_en_mots(&dossier.reference),
    }
}

fn head(visit: &Visit, dossier: &Dossier) -> Frame {
    let mut frame = ROOM.below(visit, title(dossier), &[]);
    let profession = match (&dossier.sujet, &dossier.connu) {
        (Sujet::Local(local), _) => local.genre_en_mots().to_owned(),
        (_, Some(known)) => known.profession.clone(),
        _ => String::new(),
    };
    frame.lead = Some(profession.into()).filter(|lead: &ui::Text| !lead.is_empty());
    let card = format!("{}/contact.vcf", visit.workspace(&dossier.reference.chemin()));
    frame.actions = Some(html! { (Button::secondary("Ajouter à mes contacts").href(card)) });
    frame
}

async fn draw(app: &App, visit: &Visit, dossier: &Dossier, filled: &Filled) -> Result<Markup, Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let (etat, _) = super::place(app, &mut tx).await?;
    drop(tx);
    let office = visit.can(crate::droits::MODIFIER);
    Ok(html! {
        (form::error_summary(filled))
        (entete::alerts(visit, dossier, office))
        (entete::freshness(visit, dossier, office))
        (section("officiel", "Ce que dit le fichier officiel", entete::official(visit, dossier, &etat)))
        (section("champs", "Ce qui est ajouté", html! {
            @for ecart in &dossier.ecarts { (disagreement(visit, dossier, ecart)) }
            (fields(visit, dossier, office))
        }))
        @if dossier.sujet.is_personne() || dossier.vue.as_ref().is_some_and(|vue| !vue.absences.is_empty()) {
            (section("absences", "Absences", absences(visit, dossier, filled, office)))
        }
        @if dossier.sujet.is_personne() { (section("structures", "Structures ajoutées à la main", structures(visit, dossier, filled, office))) }
        @if !dossier.rattaches.is_empty() { (section("equipe", "Rattachés à la main", team(visit, dossier))) }
        @if office { (apercu::public(dossier)) (suivi::follow_up(app, visit, dossier)) }
    })
}

/// Each field with who may see it, who said it and when; for the office, what to add.
fn fields(visit: &Visit, dossier: &Dossier, office: bool) -> Markup {
    let known = dossier.vue.iter().flat_map(|vue| &vue.champs);
    let rows: Vec<Row> = known.map(|(nature, champ)| row(visit, dossier, *nature, champ, office)).collect();
    let said = |nature: &&Nature| dossier.vue.as_ref().is_none_or(|vue| vue.champ(**nature).is_none());
    let missing: Vec<Nature> = Nature::ALL.iter().filter(said).copied().collect();
    let mut columns = vec![
        Column::text("Champ"),
        Column::text("Ce qui est dit"),
        Column::text("Visible par"),
        Column::text("Dit par"),
    ];
    if office {
        columns.push(Column::actions());
    }
    let nothing = "Le fichier officiel ne dit ni les horaires, ni les nouveaux patients, ni les absences.";
    let table = Table::new("champs-table", "Champs de la fiche", columns).quiet_caption().rows(rows);
    html! {
        (table.empty(ui::empty::empty(Icon::Person, "Rien n’a encore été ajouté", nothing, None)))
        @if office && !missing.is_empty() {
            details open[dossier.vue.is_none()] {
                summary { "Ajouter un champ" }
                ul.plain-list { @for nature in missing { li { a href=(champ::address(visit, dossier, nature)) { (nature.libelle()) } } } }
            }
        }
    }
}

fn row(visit: &Visit, dossier: &Dossier, nature: Nature, champ: &Champ, office: bool) -> Row {
    let tone = match champ.niveau() {
        crate::Visibilite::Public => Tone::Success,
        crate::Visibilite::Membres => Tone::Info,
        crate::Visibilite::Bureau => Tone::Neutral,
    };
    let mut cells = vec![
        html! { (nature.libelle()) },
        value(&champ.valeur),
        badge(tone, champ.niveau().libelle()),
        html! { (said_by(champ.source)) " le " (quand(champ.le)) },
    ];
    if office {
        let edit = Button::secondary("Modifier").small().about(nature.libelle());
        cells.push(html! { (edit.href(champ::address(visit, dossier, nature))) });
    }
    Row::new(cells)
}

/// A value as people read it; addresses are links.
fn value(valeur: &Valeur) -> Markup {
    let words = valeur.en_mots();
    html! {
        @match valeur {
            Valeur::Site(site) => a href=(site) rel="noopener noreferrer nofollow" { (site) },
            Valeur::Courriel(courriel) => a href={ "mailto:" (courriel) } { (courriel) },
            Valeur::Horaires(horaires) => {
                @for (jour, plages) in horaires.jours().filter(|(_, plages)| !plages.is_closed()) { (jour) " " (plages) br; }
                (horaires.note())
            },
            _ => @for line in words.lines() { (line) br; },
        }
    }
}

const fn said_by(source: Source) -> &'static str {
    match source {
        Source::Titulaire => "La personne,",
        Source::Cpts => "La CPTS,",
    }
}

/// Both values, and a choice.
fn disagreement(visit: &Visit, dossier: &Dossier, ecart: &crate::Ecart) -> Markup {
    let action = format!("{}/ecarts/{}", visit.workspace(&dossier.reference.chemin()), ecart.nature);
    let title = format!("{}\u{a0}: le fichier officiel dit autre chose", ecart.nature.libelle());
    ui::alert::notice(
        Tone::Info,
        &title,
        html! {
            p { "La CPTS\u{a0}: " strong { (ecart.notre.en_mots()) } ". Fichier officiel\u{a0}: " strong { (ecart.officiel.en_mots()) } "." }
            (form::form(&visit.csrf, &action, Method::Post, html! {
                div.actions {
                    (Button::secondary("Reprendre l’officielle").small().send("choix", "suivre"))
                    (Button::secondary("Garder la nôtre").small().send("choix", "garder"))
                }
            }))
        },
    )
}

fn absences(visit: &Visit, dossier: &Dossier, filled: &Filled, office: bool) -> Markup {
    let base = visit.workspace(&dossier.reference.chemin());
    let all = dossier.vue.as_ref().map_or(&[] as &[_], |vue| &vue.absences);
    let typed = filled.errors().iter().any(|(name, _)| name.starts_with("absence-"));
    html! {
        @if all.is_empty() { p.soft { "Aucune absence en cours ni à venir." } }
        @else {
            ul {
                @for absence in all {
                    li {
                        strong { (absence.en_mots()) }
                        @if let Some(who) = &absence.remplacant { ", remplacement\u{a0}: " (who.en_mots(|_| None)) }
                        @if !absence.note.is_empty() { " (" (absence.note) ")" }
                        @if office {
                            " " (ui::button::confirm("Retirer", &absence.en_mots(), "Retirer cette absence\u{202f}?",
                                ui::button::post_button(&visit.csrf, &format!("{base}/absences/{}/retirer", absence.id), &[], &Button::danger("Oui, retirer"))))
                        }
                    }
                }
            }
        }
        @if office {
            details open[typed] {
                summary { "Noter une absence" }
                (form::form(&visit.csrf, &format!("{base}/absences"), Method::Post, html! {
                    (presence::inputs(filled, true))
                    div.actions { (Button::secondary("Noter l’absence")) }
                }))
            }
        }
    }
}

fn structures(visit: &Visit, dossier: &Dossier, filled: &Filled, office: bool) -> Markup {
    let base = visit.workspace(&dossier.reference.chemin());
    let all = dossier.vue.as_ref().map_or(&[] as &[_], |vue| &vue.rattachements);
    let typed = filled.errors().iter().any(|(name, _)| name.starts_with("structure-"));
    html! {
        @if all.is_empty() { p.soft { "Aucune\u{a0}: les lieux du fichier officiel sont plus haut." } }
        @else {
            ul {
                @for one in all {
                    @let name = dossier.structures.get(&one.structure).cloned().unwrap_or_else(|| numero_en_mots(&one.structure));
                    li {
                        a href=(visit.workspace(&one.structure.chemin())) { (name) }
                        @if !one.fonction.is_empty() { ", " (one.fonction) }
                        ", depuis le " (francais::date(one.depuis))
                        @if let Some(last) = one.jusquau { ", jusqu’au " (francais::date(last)) }
                        @if office { " " (ending(visit, &format!("{base}/structures/{}", one.id), &name, one)) }
                    }
                }
            }
        }
        @if office {
            details open[typed] {
                summary { "Ajouter une structure" }
                (presence::structure_form(visit, &format!("{base}/structures"), filled))
            }
        }
    }
}

fn ending(visit: &Visit, action: &str, name: &str, one: &crate::Rattachement) -> Markup {
    let field = ui::Field::date("jusquau", "Dernier jour").id(format!("fin-{}", one.id));
    ui::button::confirm(
        "Finir ou retirer",
        name,
        html! { (name) "\u{a0}: que s’est-il passé\u{202f}?" },
        form::form(
            &visit.csrf,
            action,
            Method::Post,
            html! {
                (field)
                div.actions {
                    (Button::secondary("Finir à cette date").small().send("geste", "finir"))
                    (Button::danger("C’était une erreur").small().send("geste", "retirer"))
                }
            },
        ),
    )
}

fn team(visit: &Visit, dossier: &Dossier) -> Markup {
    panel(html! {
        ul {
            @for (reference, name, fonction) in &dossier.rattaches {
                li { a href=(visit.workspace(&reference.chemin())) { (name) } @if !fonction.is_empty() { ", " (fonction) } }
            }
        }
    })
}
