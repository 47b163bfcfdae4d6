//! The lower half of *Couverture*: communes, places of care, professionals.

use super::couverture::{Vue, offer};
use super::couverture_filtres::at;
use crate::couverture::{Offert, ParCommune, Question};
use maud::{Markup, html};
use rendez_vous::Lieu;
use ui::{Column, Icon, Row, Table, empty::empty, francais};
use web::Visit;

fn number(many: u32) -> String {
    francais::entier(u64::from(many))
}

pub(super) fn communes(visit: &Visit, vue: &Vue) -> Markup {
    let columns = vec![Column::text("Commune"), Column::number("Demandes"), Column::number("Places")];
    let today = kernel::today(visit.ctx.now);
    let row = |one: &ParCommune| {
        let only = Question { du: today, profession: None, commune: Some(one.commune) };
        Row::new(vec![
            html! { a href=(at(visit, only)) { (vue.communes.nom(one.commune)) } },
            html! { (number(one.demandes)) },
            html! { (number(one.places)) },
        ])
    };
    let rows = vue.inventaire.communes.iter().map(row).collect();
    let none = html! { p { "Ni demande ni place sur les quatre dernières semaines." } };
    html! {
        (Table::new("par-commune", "Demandes et places par commune", columns).quiet_caption().compact().rows(rows).empty(none))
        p.soft { "Demandes des patients de la commune, places qui y sont offertes. Ces nombres sont exacts et restent dans la CPTS. Une demande effacée n’a plus de commune\u{a0}: elle n’y est pas." }
    }
}

pub(super) fn inventaire(visit: &Visit, vue: &Vue) -> Markup {
    let all = &vue.inventaire;
    if all.lieux.is_empty() && all.professionnels.is_empty() {
        let help = "Notez les lieux de soins de votre territoire (maison médicale de garde, centre de soins non programmés, cabinets), leurs horaires et qui peut y venir, puis les professionnels qui y donnent des soins.";
        return empty(Icon::Care, "Aucune réponse notée", help, Some(offer(visit)));
    }
    html! {
        h3 { "Lieux de soins" }
        (lieux(vue))
        h3 { "Professionnels, et ce qu’ils ont offert en quatre semaines" }
        (professionnels(visit, vue))
        (ui::button::actions(offer(visit)))
    }
}

fn lieux(vue: &Vue) -> Markup {
    let columns = vec![
        Column::text("Lieu"),
        Column::text("Horaires"),
        Column::text("Qui peut venir, comment"),
        Column::text("Téléphone"),
    ];
    let unsaid = || html! { span.soft { "non dit" } };
    let words = |text: &str| {
        if text.is_empty() {
            unsaid()
        } else {
            html! { (text) }
        }
    };
    let row = |one: &Lieu| {
        Row::new(vec![
            html! { div { (one.nom) br; span.soft { (one.sorte.libelle()) ", " (vue.communes.nom(one.commune)) } } },
            words(&one.horaires),
            words(&one.acces),
            one.telephone.as_ref().map_or_else(unsaid, |phone| html! { (phone) }),
        ])
    };
    let none = html! { p { "Aucun lieu noté." } };
    html! { (Table::new("lieux", "Lieux de soins", columns).quiet_caption().rows(vue.inventaire.lieux.iter().map(row).collect()).empty(none)) }
}

fn professionnels(visit: &Visit, vue: &Vue) -> Markup {
    let columns = vec![
        Column::text("Professionnel"),
        Column::text("Profession"),
        Column::number("Places offertes"),
        Column::number("Prises"),
    ];
    let row = |one: &Offert| {
        let to = visit.workspace(&format!("rendez-vous/professionnels/{}/creneaux", one.effecteur.id));
        Row::new(vec![
            html! { @if visit.can(rendez_vous::droits::GERER) { a href=(to) { (one.effecteur.nom) } } @else { (one.effecteur.nom) } },
            html! { (one.effecteur.profession.libelle()) },
            html! { (number(one.places)) },
            html! { (number(one.prises)) },
        ])
    };
    let rows = vue.inventaire.professionnels.iter().map(row).collect();
    let none = html! { p { "Aucun professionnel n’est noté." } };
    html! { (Table::new("professionnels", "Professionnels", columns).quiet_caption().rows(rows).empty(none)) }
}
