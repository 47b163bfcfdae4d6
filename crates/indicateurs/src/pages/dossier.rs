//! The page « Dossier ACI »: every indicator and obligation, what it is worth, what is missing, what to do first.

use super::chiffres::figures;
use super::{ROOM, Salle, mots, no_contract};
use crate::cible::en_pourcent;
use crate::constat::Manque;
use crate::droits::MODIFIER;
use crate::feu::LEGENDE;
use crate::priorite::Affaire;
use crate::tableau::{Ligne, Tableau};
use crate::{Gel, tableau};
use axum::extract::State;
use contrat::echeance::{Echeance, Urgence};
use maud::{Markup, html};
use ui::{Button, Column, Field, Icon, Row, Table, Tone, francais};
use web::{Answer, App, Fields, Visit};

pub(super) async fn show(visit: Visit, State(app): State<App>, query: Fields) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let Some(salle) = Salle::read(&app, &visit, &mut tx, &query).await? else {
        return Ok(visit.page(&frame(&visit), no_contract(&visit)));
    };
    let table = tableau(&mut tx, &salle.lois, &salle.contrat, salle.annee.numero, salle.today).await?;
    let dates = contrat::echeances(&mut tx, &salle.lois, &salle.contrat, salle.today).await?;
    drop(tx);
    let mission = query.get("mission");
    let content = html! {
        (ROOM.tabs(&visit, ""))
        (filters(&visit, &salle, &query))
        @if let Some(gel) = &table.gel { (frozen(&visit, gel)) }
        (figures(&visit, &salle, &table))
        (warnings(&visit, &salle, &table))
        (affairs(&visit, &salle, &table, &dates, mission))
        (parts(&salle, &table, mission))
        (left_open(&visit, &dates, &table))
        (done(&dates, &salle))
        @if table.gel.is_none() { p { small { (LEGENDE) " Au-delà de 30 jours d’historique, le rythme d’aujourd’hui est prolongé jusqu’à la date anniversaire\u{a0}; en deçà, rien n’est extrapolé." } } }
    };
    Ok(visit.page(&frame(&visit), content))
}

fn frame(visit: &Visit) -> ui::Frame {
    let download = |words: &'static str, file: &str| {
        Button::plain(words).href(visit.workspace(&format!("dossier-aci/{file}"))).icon(Icon::Download)
    };
    ui::Frame {
        lead: Some("Chaque obligation et chaque indicateur du contrat\u{a0}: ce qu’il vaut, ce qui manque, ce qu’il faut faire d’abord.".into()),
        actions: Some(html! { (download("Tableur", "dossier-aci.xlsx")) (download("CSV", "dossier-aci.csv")) }),
        ..visit.frame("Dossier ACI")
    }
}

fn filters(visit: &Visit, salle: &Salle, query: &Fields) -> Markup {
    let mut missions = vec![ui::Choice::new("", "Toutes les missions")];
    missions.extend(salle.missions.iter().map(|(id, nom)| ui::Choice::new(id.clone(), nom.clone())));
    let body = html! {
        (Field::select("annee", "Année du contrat", salle.year_choices()).value(salle.annee.numero.to_string()))
        (Field::select("mission", "Mission", missions).value(query.get("mission")))
    };
    ui::form::filters(&visit.workspace("dossier-aci"), body)
}

fn frozen(visit: &Visit, gel: &Gel) -> Markup {
    ui::alert::alert(
        Tone::Info,
        html! {
            "Les chiffres de cette année sont arrêtés depuis le " (francais::date(kernel::today(gel.gele_le))) " («\u{a0}" (gel.libelle) "\u{a0}»)\u{a0}: ils ne changent plus. "
            a href=(visit.workspace(&format!("dossier-aci/gels/{}", gel.id))) { "Voir ce qui a été figé" }
        },
    )
}

fn warnings(visit: &Visit, salle: &Salle, table: &Tableau) -> Markup {
    let open: Vec<_> = table.poids.iter().filter(|one| table.gel.is_none() && !one.complet).collect();
    let asked: Vec<_> = table.parts.iter().filter_map(|one| one.question.as_ref()).collect();
    let away = |ligne: &&Ligne| table.gel.is_none() && !salle.holds(&ligne.indicateur.texte.mission);
    let astray: Vec<&Ligne> = table.lignes.iter().filter(away).collect();
    let unchecked = table.lignes.iter().filter(|ligne| ligne.manque.contains(&Manque::Confirmation)).count();
    html! {
        @if !open.is_empty() {
            (ui::alert::notice(Tone::Warning, "Poids inachevés", html! {
                "Aucune part variable n’est calculée tant que les poids d’une mission ne font pas 100\u{a0}%\u{a0}: "
                @for (n, one) in open.iter().enumerate() { @if n > 0 { ", " } (salle.mission(&one.mission)) " (" (en_pourcent(one.somme)) ")" }
                ". " (mots::lien(visit, MODIFIER, ("Compléter", "les poids"), &format!("dossier-aci/poids?annee={}", table.annee.numero)))
            }))
        }
        @if !asked.is_empty() {
            (ui::alert::notice(Tone::Warning, "Montants à lire dans le contrat", html! {
                ul { @for question in &asked { li { (question) } } }
                (mots::lien(visit, contrat::droits::MODIFIER, ("Saisir", "les montants du contrat"), "contrat/montants"))
            }))
        }
        @if !astray.is_empty() {
            (ui::alert::notice(Tone::Warning, "Indicateurs d’une mission qui n’est pas au contrat", html! {
                "L’année ne pourra pas être arrêtée avec eux\u{a0}: retirez-les du contrat, changez leur mission, ou ajoutez la mission. "
                @for (n, one) in astray.iter().enumerate() { @if n > 0 { ", " } a href=(visit.workspace(&format!("dossier-aci/indicateurs/{}", one.indicateur.id))) { (one.indicateur.texte.libelle) } }
            }))
        }
        @if unchecked > 0 && visit.can(MODIFIER) {
            p { small { (francais::compte(i64::try_from(unchecked).unwrap_or(0), "indicateur vient", "indicateurs viennent")) " du catalogue et n’ont pas encore été comparés au texte du contrat." } }
        }
    }
}

fn affairs(visit: &Visit, salle: &Salle, table: &Tableau, dates: &[Echeance], mission: &str) -> Markup {
    let settled = table.gel.is_some();
    let due = dates.iter().filter(|one| !settled && one.is_due() && one.faite.is_none());
    let due = due.filter(|one| {
        one.jour <= table.annee.au && (one.jour >= table.annee.du || table.annee.au >= salle.today)
    });
    let mut all: Vec<Affaire<'_>> =
        table.lignes.iter().map(Affaire::Indicateur).chain(due.map(Affaire::Obligation)).collect();
    all.retain(|one| mission.is_empty() || one.mission() == Some(mission));
    all.sort_by_key(|one| one.rang(salle.today));
    let rows = all.iter().map(|one| match one {
        Affaire::Indicateur(ligne) => indicator(visit, salle, table, ligne),
        Affaire::Obligation(one) => obligation(visit, salle, one),
    });
    let text = |words: &[&'static str]| words.iter().map(|one| Column::text(*one)).collect();
    let (title, columns) = if settled {
        ("Chiffres arrêtés", text(&["Quoi", "Ce qui est arrêté", "Valeur et cible", "Part variable"]))
    } else {
        let all = ["Quoi", "Où l’on en est", "Valeur et cible", "Enjeu", "À faire"];
        ("À faire d’abord", text(&all))
    };
    let add = visit.can(MODIFIER).then(|| {
        html! { (Button::primary("Choisir dans le catalogue").href(visit.workspace("dossier-aci/catalogue"))) }
    });
    let empty = ui::empty::empty(
        Icon::Proof,
        "Aucun indicateur pour l’instant",
        "Choisissez au catalogue ceux que le contrat retient, puis leurs cibles et leurs poids.",
        add,
    );
    html! { (Table::new("dossier", title, columns).rows(rows.collect()).empty(empty)) }
}

fn indicator(visit: &Visit, salle: &Salle, table: &Tableau, ligne: &Ligne) -> Row {
    let texte = &ligne.indicateur.texte;
    let path = visit
        .workspace(&format!("dossier-aci/indicateurs/{}?annee={}", ligne.indicateur.id, salle.annee.numero));
    let missing: Vec<&str> =
        ligne.manque.iter().filter(|one| **one != Manque::Confirmation).map(|one| one.phrase()).collect();
    let (tone, words) = mots::etat(table, ligne);
    let mut cells = vec![
        html! { a href=(path) { (texte.libelle) } br; small { (salle.mission(&texte.mission)) " · " (texte.nature.libelle()) @if let Some(poids) = ligne.cible.poids { " · poids " (en_pourcent(poids.into())) } } },
        html! {
            (ui::status::status(tone, words))
            @if ligne.prevision.as_ref().is_some_and(|one| !one.sure) { br; small { "prévision peu sûre" } }
        },
        mots::avancement(visit, ligne, salle.annee.numero),
        mots::enjeu(visit, table, &ligne.enjeu),
    ];
    if table.gel.is_none() {
        cells.push(html! {
            @if let Some(one) = &ligne.prevision { (one.phrase) }
            @if !missing.is_empty() { " " (ui::status::badge(Tone::Warning, &missing.join(", "))) }
        });
    }
    mots::ligne(cells)
}

fn obligation(visit: &Visit, salle: &Salle, one: &Echeance) -> Row {
    let (tone, words) = match one.urgence(salle.today) {
        Urgence::EnRetard => (Tone::Danger, "Dépassée"),
        Urgence::Bientot => (Tone::Warning, "Bientôt"),
        Urgence::PlusTard => (Tone::Neutral, "Plus tard"),
        Urgence::Passee => (Tone::Success, "Faite"),
    };
    let late = one.urgence(salle.today) == Urgence::EnRetard;
    let todo = if late && visit.can(contrat::droits::SUIVRE) { "Dire ce qui est fait" } else { "Voir" };
    let path = visit.workspace("contrat/echeances");
    mots::ligne(vec![
        html! { (one.libelle) br; small { "Obligation du contrat" } },
        ui::status::status(tone, words),
        html! { "avant le " (francais::date_courte(one.jour)) @if one.incertain { br; (ui::status::badge(Tone::Warning, "date non confirmée")) } },
        html! { "—" },
        html! { a href=(path) { (todo) span.visually-hidden { " : " (one.libelle) } } },
    ])
}

/// The variable part of each mission, explained.
fn parts(salle: &Salle, table: &Tableau, mission: &str) -> Markup {
    let cite = ui::pourquoi::cite(&salle.lois);
    let mine = table.parts.iter().filter(|one| mission.is_empty() || one.mission == mission);
    let rows: Vec<Row> = mine
        .map(|part| {
            mots::ligne(vec![
                html! { (salle.mission(&part.mission)) },
                html! { @match table.poids(&part.mission) { Some(one) => (en_pourcent(one.somme)), None => (ui::status::badge(Tone::Warning, "aucun indicateur")) } },
                html! { @match part.variable { Some(0) if part.a_venir => "pas encore démarrée", Some(0) => "aucune cette année", Some(cents) => (francais::euros(cents)), None => "à saisir" } @if let Some(words) = part.doute.en_mots() { " " (ui::status::badge(Tone::Warning, words)) } },
                html! { @if let Some(tree) = &part.pourquoi { (ui::pourquoi(tree, &salle.mission(&part.mission), &cite)) } },
            ])
        })
        .collect();
    let columns = vec![
        Column::text("Mission"),
        Column::number("Poids"),
        Column::number("Part variable de l’année"),
        Column::text("Pourquoi"),
    ];
    html! { @if !rows.is_empty() { (Table::new("parts", "Part variable par mission", columns).rows(rows)) } }
}

/// Obligations of a settled year that nobody said done: the figures do not wait for them.
fn left_open(visit: &Visit, dates: &[Echeance], table: &Tableau) -> Markup {
    let year = table.annee.du..=table.annee.au;
    let open = dates.iter().filter(|one| one.is_due() && one.faite.is_none() && year.contains(&one.jour));
    let open = i64::try_from(open.count()).unwrap_or(0);
    html! {
        @if table.gel.is_some() && open > 0 {
            p {
                (francais::compte(open, "obligation de cette année n’est pas notée faite", "obligations de cette année ne sont pas notées faites")) ". "
                a href=(visit.workspace("contrat/echeances")) { "Voir les échéances" }
            }
        }
    }
}

/// Obligations of the year that are done.
fn done(dates: &[Echeance], salle: &Salle) -> Markup {
    let year = salle.annee.du..=salle.annee.au;
    let mine: Vec<&Echeance> =
        dates.iter().filter(|one| one.is_due() && one.faite.is_some() && year.contains(&one.jour)).collect();
    html! {
        @if !mine.is_empty() {
            details {
                summary { (francais::compte(i64::try_from(mine.len()).unwrap_or(0), "obligation faite cette année", "obligations faites cette année")) }
                ul { @for one in mine { li { (one.libelle) @if let Some(faite) = &one.faite { ", le " (francais::date(faite.le)) } } } }
            }
        }
    }
}
