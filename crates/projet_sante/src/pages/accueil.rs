//! Where we are in the path, what is missing for the next stage, the days left to the ARS.

use super::{ROOM, atlas};
use crate::Parcours;
use crate::couverture::Couverture;
use crate::droits::{CONDUIRE, REDIGER, VOIR_DOSSIER, VOIR_TRAVAIL};
use crate::etape::Etape;
use crate::horloge::{EtatHorloge, Horloge};
use crate::section::{Etat, Section};
use crate::{couverture, dossier::Question, loi, read_sections, store};
use axum::extract::State;
use maud::{Markup, html};
use territoire::statut::{Etape as Stage, Statut};
use ui::steps::{State as StepState, Step, steps};
use ui::{Button, Card, Choice, Field, Icon, Item, Tone, button, francais, progress::progress};
use web::{Answer, App, Visit};

struct Shown {
    parcours: Parcours,
    horloge: Option<Horloge>,
    /// The version that the ARS reads.
    transmise: Option<u32>,
    sections: Vec<Section>,
    couverture: Couverture,
    questions: Vec<Question>,
    statut: Option<Statut>,
}

pub(super) async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let etat = atlas(&app, &mut tx).await?;
    let shown = Shown {
        parcours: crate::parcours(&mut tx, &etat.law).await?,
        horloge: crate::horloge(&mut tx, &etat.law).await?,
        transmise: crate::transmise(&mut tx).await?,
        sections: read_sections::sections(&mut tx).await?,
        couverture: couverture(&mut tx).await?,
        questions: store::dossier::questions(&mut tx).await?,
        statut: territoire::store::statut(&mut tx).await?,
    };
    drop(tx);
    let work = visit.can(VOIR_TRAVAIL);
    let export = visit.workspace("projet/projet-de-sante");
    let frame = ui::Frame {
        lead: Some("De la première réunion au contrat, puis de chaque besoin à ses actions.".into()),
        actions: work.then(|| {
            html! {
                (Button::primary("Télécharger le PDF").href(format!("{export}.pdf")).icon(Icon::Document))
                (Button::secondary("Version Word").href(format!("{export}.docx")))
            }
        }),
        ..visit.frame("Projet de santé")
    };
    let content = html! {
        (ROOM.tabs(&visit, ""))
        (path(&visit, &shown))
        (clock(&visit, &shown))
        div.cards {
            @if work { (next(&visit, &shown)) (document(&visit, &shown)) }
            (chain(&visit, &shown))
        }
        (adapting(&visit, &shown))
    };
    Ok(visit.page(&frame, content))
}

fn path(visit: &Visit, shown: &Shown) -> Markup {
    let current = shown.parcours.courante().map(|one| one.code.as_str());
    let line: Vec<Step> = shown
        .parcours
        .suivies()
        .map(|etape| {
            let state = match etape.atteinte_le {
                Some(_) => StepState::Done,
                None if current == Some(etape.code.as_str()) => StepState::Current,
                None => StepState::Planned,
            };
            let date = etape.atteinte_le.map(|jour| francais::date_courte(jour).into());
            Step::new(state, etape.titre.clone(), date)
        })
        .collect();
    let (sources, doubtful) = loi::sources("etapes", kernel::today(visit.ctx.now));
    html! {
        (steps("Étapes de la création", &line))
        @if doubtful {
            details {
                summary { "Découpage en étapes à confirmer" }
                p { "Un texte national annonce cinq étapes sans les nommer\u{a0}: ce découpage est le nôtre, tiré de guides régionaux. Chaque CPTS l’adapte aux usages de sa région." }
                ul { @for source in sources { li {
                    @match &source.url { Some(url) => a href=(url) { (source.title) }, None => (source.title) }
                } } }
            }
        }
    }
}

fn clock(visit: &Visit, shown: &Shown) -> Markup {
    let Some(horloge) = &shown.horloge else { return html! {} };
    let sent = |n: u32| ROOM.at(visit, &format!("versions/{n}/projet-de-sante.pdf"));
    let link = html! { @if let Some(n) = shown.transmise { a href=(sent(n)) { "Lire la version transmise (PDF)" } ". " } @if visit.can(VOIR_DOSSIER) { a href=(visit.workspace("projet/dossier")) { "Voir le dossier" } } };
    let sent = francais::date(horloge.transmis_le);
    match &horloge.etat {
        EtatHorloge::EnCours { .. } => ui::alert::notice(
            Tone::Info,
            &horloge.phrase(),
            html! { p { "Transmis le " (sent) ". Sans opposition de l’ARS d’ici là, le projet est réputé validé. " (link) } },
        ),
        EtatHorloge::Opposition { .. } => ui::alert::notice(
            Tone::Warning,
            &horloge.phrase(),
            html! { p { "Un nouvel envoi fera repartir le délai. " (link) } },
        ),
        EtatHorloge::Validee { .. } | EtatHorloge::Silence { .. } => ui::alert::notice(
            Tone::Success,
            &horloge.phrase(),
            html! { p { "Transmis le " (sent) ". " (link) } },
        ),
    }
}

/// What is missing for the next stage.
fn next(visit: &Visit, shown: &Shown) -> Card {
    let Some(etape) = shown.parcours.courante() else {
        let card = Card::new(Icon::Check, "Le parcours est fait", "Toutes les étapes sont franchies.");
        return card.items(proposal(visit, shown).into_iter().collect());
    };
    let page = ROOM.at(visit, &format!("etapes/{}", etape.code));
    let mut items: Vec<Item> = proposal(visit, shown).into_iter().collect();
    items.extend(etape.manquants().into_iter().map(|critere| {
        let item = Item::new(&critere.libelle);
        match &critere.constat {
            Some(constat) => item.detail(&constat.mots).action(
                Button::secondary("Y aller")
                    .about(critere.libelle.clone())
                    .small()
                    .href(visit.workspace(&constat.ou)),
            ),
            None => item.action(
                Button::secondary("Noter")
                    .about(critere.libelle.clone())
                    .small()
                    .href(format!("{page}/criteres/{}", critere.code)),
            ),
        }
    }));
    let title = format!("Pour franchir «\u{a0}{}\u{a0}»", etape.titre);
    Card::new(Icon::Next, title, "Tous les critères sont remplis\u{a0}: l’étape peut être franchie.")
        .items(items)
        .more("Voir l’étape", page)
}

/// The stage of the CPTS follows the path: a button says so in `territoire`.
fn proposal(visit: &Visit, shown: &Shown) -> Option<Item> {
    let left = shown.parcours.suivies().filter(|one| one.atteinte_le.is_some() && !one.statut.is_empty());
    let last: &Etape = left.last()?;
    let stage: Stage = last.statut.parse().ok()?;
    let now = shown.statut.as_ref()?.etape();
    if !visit.can(territoire::droits::CHANGER_STATUT) || !now.suivantes().contains(&stage) {
        return None;
    }
    let jour = last.atteinte_le?.to_string();
    let fields = [("etape", stage.as_str()), ("genre", "atteinte"), ("jour", &jour), ("precision", "jour")];
    let go = button::post_button(
        &visit.csrf,
        &visit.workspace("territoire/etapes"),
        &fields,
        &Button::secondary("Mettre à jour").small(),
    );
    let words = format!("L’étape de la CPTS est encore «\u{a0}{}\u{a0}»", now.libelle());
    Some(Item::new(words).detail(format!("Devrait être «\u{a0}{}\u{a0}».", stage.libelle())).action(go))
}

fn document(visit: &Visit, shown: &Shown) -> Card {
    let me = crate::author(&visit.ctx);
    let mine = shown.sections.iter().filter(|one| one.etat != Etat::Valide);
    let mut items: Vec<Item> = mine
        .map(|one| {
            let here = ROOM.at(visit, &format!("sections/{}", one.modele.code));
            let item = Item::new(html! { a href=(here) { (one.modele.titre) } });
            let item = item.mark(one.etat.tone(), one.etat.libelle());
            if one.responsable.is_some() && one.responsable == me && visit.can(REDIGER) {
                item.detail("Confiée à vous")
            } else {
                item
            }
        })
        .collect();
    let total = items.len();
    items.truncate(5);
    Card::new(Icon::Document, "Parties à finir", "Toutes les parties sont validées.")
        .items(items)
        .total(u64::try_from(total).unwrap_or(u64::MAX))
        .more("Toutes les parties", visit.workspace("projet/sections"))
}

fn chain(visit: &Visit, shown: &Shown) -> Card {
    let mut items = Vec::new();
    let go = |words: &'static str, part: &str| Button::secondary(words).small().href(ROOM.at(visit, part));
    for besoin in shown.couverture.besoins_sans_action() {
        items.push(
            Item::new(besoin.texte.titre.to_string())
                .mark(Tone::Warning, "Besoin sans action")
                .action(go("Voir", "couverture")),
        );
    }
    let bare = i64::try_from(shown.couverture.actions_sans_besoin().len()).unwrap_or(i64::MAX);
    if bare > 0 {
        let words =
            francais::compte(bare, "action ne répond à aucun besoin", "actions ne répondent à aucun besoin");
        items.push(Item::new(words).action(go("Voir", "couverture")));
    }
    let waiting = shown.questions.iter().filter(|one| one.reponse.is_none()).count();
    if waiting > 0 && visit.can(VOIR_TRAVAIL) {
        let n = i64::try_from(waiting).unwrap_or(i64::MAX);
        let words = francais::compte(n, "question sans réponse", "questions sans réponse");
        items.push(Item::new(words).mark(Tone::Warning, "ARS").action(go("Répondre", "dossier")));
    }
    Card::new(Icon::Proof, "Des besoins aux actions", "Chaque besoin a son action, chaque action son besoin.")
        .items(items)
        .more("Table de couverture", visit.workspace("projet/couverture"))
}

/// All the stages, and what this region makes of them.
fn adapting(visit: &Visit, shown: &Shown) -> Markup {
    let done = shown.sections.iter().filter(|one| one.etat == Etat::Valide).count();
    let all = u32::try_from(shown.sections.len()).unwrap_or(0);
    let choices = shown.parcours.etapes.iter().map(|one| Choice::new(one.code.clone(), one.titre.clone()));
    html! {
        (progress("avancement-parties", "Parties validées", u32::try_from(done).unwrap_or(0), all))
        section.section id="etapes" {
            h2 { "Toutes les étapes" }
            ul.plain-list { @for etape in &shown.parcours.etapes {
                li {
                    @if visit.can(VOIR_TRAVAIL) {
                        a href=(ROOM.at(visit, &format!("etapes/{}", etape.code))) { (etape.titre) }
                    } @else { (etape.titre) }
                    @if etape.sans_objet { " " (ui::status::badge(Tone::Neutral, "sans objet ici")) }
                    @if etape.propre { " " (ui::status::badge(Tone::Info, "ajoutée ici")) }
                    @if !etape.sans.is_empty() { " " (ui::status::badge(Tone::Warning, &format!("franchie sans\u{a0}: {}", etape.sans.join("\u{a0}; ")))) }
                    @if etape.adaptee { " " (ui::status::badge(Tone::Info, "adaptée")) }
                }
            } }
            p { a href=(visit.workspace("projet/creation")) { "Qui porte la création" } }
            @if visit.can(CONDUIRE) {
                details {
                    summary { "Ajouter une étape de ma région" }
                    (ui::form(&visit.csrf, &visit.workspace("projet/etapes"), ui::Method::Post, html! {
                        (Field::text("titre", "Nom de l’étape").hint("Par exemple\u{a0}: «\u{a0}Audition par la commission\u{a0}».").required().maxlength(200))
                        (Field::select("apres", "Après", choices.collect()))
                        div.actions { (Button::secondary("Ajouter l’étape")) }
                    }))
                }
            }
        }
    }
}
