//! Requests that may be about one person: told without identity, compared side by side with a reason in the journal, decided.

use super::ROOM;
use super::demander::hidden_id;
use crate::droits::TRAITER;
use crate::read_identite::DOUBLON;
use crate::settle_doublon::gardee;
use crate::store::{demandes, doublons};
use crate::{Coffre, Demande, Identite, Repris, Sort, WriteError, doublon, read_identite, settle_doublon};
use axum::extract::State;
use kernel::Id;
use maud::{Markup, html};
use ui::button::{actions, post_button};
use ui::empty::empty;
use ui::form::hidden;
use ui::{Button, Choice, Column, Field, Icon, Method, Row, Table, francais};
use web::{Answer, App, Fields, Problem, Routes, Visit};

/// Pairs shown at once; the others come when these are decided.
const AU_PLUS: usize = 100;

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/{cpts}/espace/medecin-traitant/doublons", TRAITER, show)
        .post("/{cpts}/espace/medecin-traitant/doublons/comparer", TRAITER, compare)
        .post("/{cpts}/espace/medecin-traitant/doublons/decision", TRAITER, decide)
}

async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let coffre = Coffre::new(app.db.secret(), visit.ctx.cpts);
    let mut tx = app.db.read(&visit.ctx).await?;
    let mut rows = Vec::new();
    let pairs = doublons::ouverts(&mut tx).await?;
    for pair in pairs.iter().take(AU_PLUS) {
        let one = demandes::demande(&mut tx, &coffre, pair.demande).await?;
        let other = demandes::demande(&mut tx, &coffre, pair.autre).await?;
        rows.extend(one.zip(other).map(|(one, other)| row(&visit, &one, &other, &pair.raisons)));
    }
    drop(tx);
    let columns = vec![
        Column::text("Une demande"),
        Column::text("L’autre"),
        Column::text("Ce qui se ressemble"),
        Column::actions(),
    ];
    let content = html! {
        (ROOM.tabs(&visit, ""))
        @if rows.is_empty() {
            (empty(Icon::Check, "Aucun doublon à trancher", "Quand deux demandes se ressemblent, elles sont montrées ici. Rien n’est jamais réuni sans vous.", None))
        } @else {
            p { "Les noms ne sont montrés qu’au moment de comparer\u{a0}: cette lecture est notée au journal." }
            (Table::new("doublons", format!("{} à trancher", pairs.len()), columns).rows(rows))
        }
    };
    Ok(visit.page(&ROOM.below(&visit, "Doublons", &[]), content))
}

fn row(visit: &Visit, one: &Demande, other: &Demande, raisons: &str) -> Row {
    let (id, autre) = (one.id.to_string(), other.id.to_string());
    let fields = [("demande", id.as_str()), ("autre", autre.as_str())];
    Row::new(vec![
        html! { (short(visit, one)) },
        html! { (short(visit, other)) },
        html! { (doublon::en_mots(raisons)) },
        post_button(
            &visit.csrf,
            &ROOM.at(visit, "doublons/comparer"),
            &fields,
            &Button::secondary("Comparer").small(),
        ),
    ])
}

/// A request without who it is for.
fn short(visit: &Visit, one: &Demande) -> String {
    let age = one.situation.age(kernel::today(visit.ctx.now));
    let day = francais::date(kernel::today(one.recue_le));
    format!(
        "{age}\u{a0}ans, reçue le {day} par {}, {}",
        one.origine.libelle(),
        one.etat.phase().libelle().to_lowercase()
    )
}

async fn both(visit: &Visit, app: &App, fields: &Fields) -> Result<[(Demande, Identite); 2], Problem> {
    let coffre = Coffre::new(app.db.secret(), visit.ctx.cpts);
    let ids: [Id<Demande>; 2] = [hidden_id(fields, "demande")?, hidden_id(fields, "autre")?];
    let mut read = Vec::new();
    for id in ids {
        let mut tx = app.db.read(&visit.ctx).await?;
        let one = demandes::demande(&mut tx, &coffre, id).await?;
        drop(tx);
        let one = one.ok_or(WriteError::Inconnu("Cette demande"))?;
        read.push((one, read_identite(&visit.ctx, &app.db, id, DOUBLON).await?));
    }
    read.try_into().map_err(|_| Problem::not_found())
}

async fn compare(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let [(one, who), (other, whom)] = both(&visit, &app, &fields).await?;
    let (kept, _) = gardee(&one, &other);
    let ((first, mine), (second, theirs)) =
        if kept.id == one.id { ((&one, &who), (&other, &whom)) } else { ((&other, &whom), (&one, &who)) };
    let columns = vec![
        Column::text(""),
        Column::text("Demande qui resterait"),
        Column::text("Demande qui serait close"),
    ];
    let day = |one: &Demande| francais::date(kernel::today(one.recue_le));
    let text = |one: Option<String>| one.filter(|text| !text.is_empty()).unwrap_or_else(|| "—".to_owned());
    let phone = |who: &Identite| text(who.telephone.as_ref().map(ToString::to_string));
    let mail = |who: &Identite| text(who.courriel.as_ref().map(ToString::to_string));
    let lines: [(&str, String, String); 8] = [
        ("Nom", mine.nom.clone(), theirs.nom.clone()),
        ("Prénom", mine.prenom.clone(), theirs.prenom.clone()),
        ("Naissance", francais::date(mine.naissance), francais::date(theirs.naissance)),
        ("Téléphone", phone(mine), phone(theirs)),
        ("Adresse électronique", mail(mine), mail(theirs)),
        ("Adresse", text(Some(mine.adresse.clone())), text(Some(theirs.adresse.clone()))),
        ("Reçue le", day(first), day(second)),
        ("Par", first.origine.libelle().to_owned(), second.origine.libelle().to_owned()),
    ];
    let row = |(words, a, b): &(&str, String, String)| {
        let same = kernel::fold(a) == kernel::fold(b);
        let b = html! { @if same { (b) } @else { strong { (b) } } };
        Row::new(vec![html! { (words) }, html! { (a) }, b])
    };
    let differs = |words: &str, a: &str, b: &str| b != "—" && a != b && !words.is_empty();
    let offered = [
        ("Téléphone", Repris::Telephone),
        ("Adresse électronique", Repris::Courriel),
        ("Adresse", Repris::Adresse),
    ];
    let choices: Vec<Choice> = offered
        .iter()
        .filter(|(words, _)| lines.iter().any(|(line, a, b)| line == words && differs(words, a, b)))
        .map(|(_, repris)| Choice::new(repris.code(), repris.libelle()))
        .collect();
    let content = html! {
        (ROOM.tabs(&visit, ""))
        (Table::new("comparaison", "Les deux demandes", columns).rows(lines.iter().map(row).collect()))
        (decision(&visit, (first, second), choices))
    };
    Ok(visit.page(&ROOM.below(&visit, "Comparer deux demandes", &[("Doublons", "doublons")]), content))
}

fn decision(visit: &Visit, (first, second): (&Demande, &Demande), choices: Vec<Choice>) -> Markup {
    ui::form(
        &visit.csrf,
        &ROOM.at(visit, "doublons/decision"),
        Method::Post,
        html! {
            (hidden("demande", &first.id.to_string()))
            (hidden("autre", &second.id.to_string()))
            @if !choices.is_empty() {
                (Field::checkboxes("repris", "Si c’est une seule personne, reprendre de la demande close", choices))
            }
            (actions(html! {
                (Button::primary(Sort::Meme.libelle()).send("sort", Sort::Meme.code()))
                (Button::secondary(Sort::Autres.libelle()).send("sort", Sort::Autres.code()))
                @if first.foyer != second.foyer { (Button::secondary(Sort::Foyer.libelle()).send("sort", Sort::Foyer.code())) }
            }))
        },
    )
}

async fn decide(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let pair = (hidden_id(&fields, "demande")?, hidden_id(&fields, "autre")?);
    let sort: Sort = fields.get("sort").parse().map_err(|_| Problem::not_found())?;
    let repris: Vec<Repris> = fields.all("repris").filter_map(|code| code.parse().ok()).collect();
    let said = match sort {
        Sort::Meme => "Une seule demande reste.",
        Sort::Autres => "C’est noté\u{a0}: deux personnes.",
        Sort::Foyer => "Les deux demandes vont ensemble.",
    };
    let result = settle_doublon(&visit.ctx, &app.db, pair, sort, &repris).await;
    ROOM.after(&visit, "doublons", said, result)
}
