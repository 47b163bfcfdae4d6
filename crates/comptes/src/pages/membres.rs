use super::{encoded, paris, settings_frame};
use crate::{
    Demande, Etat, Liste, Membre, Place, Repere, Role,
    droits::{EXPORTER_MEMBRES, GERER_MEMBRES},
    export_membres, list_membres,
};
use axum::extract::State;
use maud::{Markup, Render, html};
use ui::{
    Button, Column, Field, Icon, Row, Table, Tone,
    empty::empty,
    form::{Choice, filters},
    francais::date_courte,
    status::status,
    table::Paging,
};
use web::{Answer, App, Fields, Problem, Visit};

const HEADINGS: [&str; 9] =
    ["Nom", "Prénom", "Profession", "Commune", "Téléphone", "Courriel", "Rôles", "Depuis", "Statut"];

pub(super) async fn show(State(app): State<App>, visit: Visit, fields: Fields) -> Answer {
    let demande = demande(&fields)?;
    let liste = list_membres(&visit.ctx, &app.db, &demande).await?;
    let mut frame = settings_frame(&visit, "Membres".to_owned(), &[]);
    if visit.can(GERER_MEMBRES) {
        let href = visit.workspace("reglages/membres/inviter");
        frame.actions =
            Some(Button::primary("Inviter").icon(Icon::Plus).about("un membre").href(href).render());
    }
    let content = html! {
        (search(&visit, &demande))
        (table(&visit, &demande, &liste))
    };
    Ok(visit.page(&frame, content))
}

pub(super) async fn download(State(app): State<App>, visit: Visit) -> Answer {
    let membres = export_membres(&visit.ctx, &app.db).await?;
    let lines = membres.iter().map(|one| {
        let roles = one.roles.labels();
        let (depuis, etat) = (one.depuis.to_string(), one.etat.label().to_owned());
        let [nom, prenom, profession, commune, telephone, courriel] = words(one).map(str::to_owned);
        [nom, prenom, profession, commune, telephone, courriel, roles, depuis, etat]
    });
    Ok(web::csv("membres.csv", std::iter::once(HEADINGS.map(str::to_owned)).chain(lines)))
}

fn words(one: &Membre) -> [&str; 6] {
    [&one.nom, &one.prenom, &one.profession, &one.commune, &one.telephone, &one.courriel]
}

/// What the address asks for. An address that was tampered with gets a sentence, not another list.
fn demande(fields: &Fields) -> Result<Demande, Problem> {
    let role = fields.get("role");
    let role = if role.is_empty() {
        None
    } else {
        Some(role.parse::<Role>().map_err(|error| unreadable("role", &error))?)
    };
    let read = |name: &str| fields.get(name).parse::<Repere>().map_err(|error| unreadable(name, &error));
    let place = match (fields.has("apres"), fields.has("avant")) {
        (true, _) => Some(Place::Apres(read("apres")?)),
        (false, true) => Some(Place::Avant(read("avant")?)),
        (false, false) => None,
    };
    Ok(Demande { recherche: fields.get("recherche").chars().take(80).collect(), role, place })
}

fn unreadable(field: &str, error: &dyn std::fmt::Display) -> Problem {
    Problem::new(422, "parametre-illisible", "Cette adresse n’est pas lisible.")
        .field(field, error.to_string())
}

fn search(visit: &Visit, demande: &Demande) -> Markup {
    let mut choices = vec![Choice::new("", "Tous les rôles")];
    let of_cpts = Role::ALL.into_iter().filter(|role| *role != Role::AdministrateurPlateforme);
    choices.extend(of_cpts.map(|role| Choice::new(role.code(), role.label())));
    filters(
        &visit.workspace("reglages/membres"),
        html! {
            (Field::search("recherche", "Nom ou prénom").value(demande.recherche.clone()))
            (Field::select("role", "Rôle", choices).value(demande.role.map_or("", Role::code)))
        },
    )
}

fn table(visit: &Visit, demande: &Demande, liste: &Liste) -> Markup {
    let columns = HEADINGS.map(|heading| match heading {
        "Téléphone" | "Depuis" => Column::text(heading).minor(),
        _ => Column::text(heading),
    });
    let base = visit.workspace("reglages/membres");
    let rows = liste.membres.iter().map(|one| row(&base, one)).collect();
    let table = Table::new("membres", "Membres de la CPTS", columns.to_vec()).quiet_caption().rows(rows);
    let table =
        if visit.can(EXPORTER_MEMBRES) { table.csv(visit.workspace("reglages/membres.csv")) } else { table };
    table.empty(nobody()).paging(paging(&base, demande, liste)).render()
}

fn row(base: &str, one: &Membre) -> Row {
    let [_, prenom, profession, commune, telephone, courriel] = words(one);
    Row::new(vec![
        html! { a href={ (base) "/" (one.personne) } { (one.nom) } },
        prenom.render(),
        profession.render(),
        commune.render(),
        telephone.replace(' ', "\u{a0}").render(),
        courriel.render(),
        one.roles.labels().render(),
        date_courte(one.depuis).render(),
        etat(one.etat),
    ])
}

/// The state of a member, in words and shape.
pub(super) fn etat(etat: Etat) -> Markup {
    let tone = match etat {
        Etat::Actif => Tone::Success,
        Etat::Invite => Tone::Info,
        Etat::Suspendu => Tone::Warning,
    };
    status(tone, etat.label())
}

fn nobody() -> Markup {
    empty(Icon::People, "Personne ici", "Aucun membre ne correspond à cette recherche.", None)
}

fn paging(base: &str, demande: &Demande, liste: &Liste) -> Paging {
    let mut kept = String::new();
    for (name, value) in
        [("recherche", demande.recherche.as_str()), ("role", demande.role.map_or("", Role::code))]
    {
        if !value.is_empty() {
            kept = format!("{kept}&{name}={}", encoded(value));
        }
    }
    let link = |place: &Place| match place {
        Place::Avant(repere) => format!("{base}?avant={repere}{kept}").into(),
        Place::Apres(repere) => format!("{base}?apres={repere}{kept}").into(),
    };
    Paging {
        first: demande.place.is_none().then_some(1),
        shown: i64::try_from(liste.membres.len()).unwrap_or(i64::MAX),
        total: Some(liste.total),
        previous: liste.avant.as_ref().map(link),
        next: liste.apres.as_ref().map(link),
    }
}

/// Today in Paris.
pub(super) fn today(visit: &Visit) -> jiff::civil::Date {
    paris(visit.ctx.now).date()
}
