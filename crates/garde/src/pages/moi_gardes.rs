//! The half-days of one participant: to come, over, offered to them, free to take.

use super::moi::Moi;
use crate::droits::GERER;
use crate::{Avis, DemiJournee, Echange, Etat, EtatEchange, Issue, Participant, mots};
use kernel::Id;
use maud::{Markup, html};
use ui::button::{actions, confirm, post_button};
use ui::card::cards;
use ui::form::{Width, hidden, row};
use ui::{Button, Card, Choice, Field, Filled, Icon, Item, Method, Tone, francais};
use web::Visit;

pub(super) fn content(visit: &Visit, moi: &Moi) -> Markup {
    let now = visit.ctx.now;
    let live = moi.tableau.planning.etat == Etat::Publie;
    let to_come =
        moi.gardes().filter(|one| one.horaire.fin > now).map(|one| a_venir(visit, moi, one)).collect();
    let over = moi.gardes().filter(|one| one.horaire.fin <= now).map(|one| passee(visit, moi, one)).collect();
    let offers: Vec<Item> = if live {
        moi.echanges.iter().filter_map(|one| proposee(visit, moi, one)).collect()
    } else {
        Vec::new()
    };
    let holes: Vec<Item> = if live { trous(visit, moi) } else { Vec::new() };
    let mut all = vec![
        Card::new(Icon::Calendar, "Vos gardes à venir", "Aucune garde à venir dans ce planning.")
            .items(to_come)
            .total(0),
    ];
    if !offers.is_empty() {
        all.push(Card::new(Icon::People, "On vous propose un échange", "").items(offers).total(0));
    }
    if !holes.is_empty() {
        all.push(Card::new(Icon::Plus, "Il manque quelqu’un", "").items(holes).total(0));
    }
    all.push(
        Card::new(Icon::Check, "Vos gardes passées", "Aucune garde passée dans ce planning.")
            .items(over)
            .total(0),
    );
    cards(&all)
}

fn a_venir(visit: &Visit, moi: &Moi, one: &DemiJournee) -> Item {
    let asked = moi.echanges.iter().find(|swap| {
        swap.donne == one.id
            && swap.de == moi.id
            && matches!(swap.etat, EtatEchange::Demande | EtatEchange::Accepte)
    });
    let item = Item::new(mots::quand(one));
    match asked {
        Some(swap) => {
            let fields = [("geste", "reprendre"), ("echange", &*swap.id.to_string())];
            let words = format!("Échange\u{a0}: {}", swap.etat.libelle().to_lowercase());
            let button =
                Button::secondary("Retirer ma demande").about(format!("({})", mots::quand(one))).small();
            item.mark(Tone::Info, words).action(post_button(&visit.csrf, &moi.chemin, &fields, &button))
        }
        None if moi.tableau.planning.etat == Etat::Publie && one.horaire.debut > visit.ctx.now => {
            item.action(echange(visit, moi, one))
        }
        None => item,
    }
}

/// To whom a half-day may go: whoever wants it, somebody, or against one of theirs.
fn echange(visit: &Visit, moi: &Moi, one: &DemiJournee) -> Markup {
    let tableau = &moi.tableau;
    let mut choices = vec![Choice::new("", "À qui la veut")];
    let others = tableau
        .participants
        .iter()
        .filter(|who| who.id != moi.id && tableau.is_active(who) && who.can(one.competence));
    choices.extend(others.map(|who| Choice::new(who.id.to_string(), format!("À {}", tableau.nom(who.id)))));
    let theirs = tableau.affectations.iter().filter(|other| other.participant != moi.id);
    let theirs =
        theirs.filter_map(|other| Some((other.participant, tableau.demi_journee(other.demi_journee)?)));
    choices.extend(theirs.filter(|(_, what)| what.horaire.debut > visit.ctx.now).map(|(who, what)| {
        Choice::new(
            format!("{who}:{}", what.id),
            format!("Contre celle de {}, {}", tableau.nom(who), mots::quand(what)),
        )
    }));
    let body = ui::form(
        &visit.csrf,
        &moi.chemin,
        Method::Post,
        html! {
            (hidden("geste", "echanger"))
            (hidden("demi_journee", &one.id.to_string()))
            (visit.key(&Filled::new()))
            (Field::select("a", "Donner cette garde", choices).id(format!("a-{}", one.id)).width(Width::Full))
            (Field::text("motif", "Un mot").id(format!("motif-{}", one.id)).maxlength(200))
            (actions(html! { (Button::primary("Demander l’échange").small()) }))
        },
    );
    confirm(
        "Échanger…",
        &mots::quand(one),
        "La coordination approuve l’échange quand quelqu’un l’accepte.",
        body,
    )
}

fn passee(visit: &Visit, moi: &Moi, one: &DemiJournee) -> Item {
    let item = Item::new(mots::quand(one));
    let said =
        moi.tableau.constats.iter().find(|said| said.demi_journee == one.id && said.participant == moi.id);
    match said {
        Some(said) if said.issue.assuree => {
            item.mark(Tone::Success, format!("Assurée, {}", francais::duree(i64::from(said.issue.minutes))))
        }
        Some(_) => item.mark(Tone::Warning, "Non assurée"),
        None => match moi.issues.get(&one.id) {
            Some(issue) => item.action(issue_forms(&visit.csrf, &moi.chemin, one, (moi.id, ""), issue)),
            None => item,
        },
    }
}

/// Was it kept: one tap, or with other hours and slots than expected.
pub(super) fn issue_forms(
    csrf: &str,
    to: &str,
    one: &DemiJournee,
    (who, name): (Id<Participant>, &str),
    expected: &Issue,
) -> Markup {
    let (id, who) = (one.id.to_string(), who.to_string());
    let about = format!("({name}{}{})", if name.is_empty() { "" } else { ", " }, mots::quand(one));
    let (minutes, kept, unused) =
        (expected.minutes.to_string(), expected.gardes.to_string(), expected.inutilises.to_string());
    let fixed = [("geste", "issue"), ("demi_journee", &*id), ("qui", &*who)];
    let mut yes = fixed.to_vec();
    yes.extend([("issue", "assuree"), ("minutes", &*minutes), ("gardes", &*kept), ("inutilises", &*unused)]);
    let mut no = fixed.to_vec();
    no.push(("issue", "non_assuree"));
    let number = |champ: &'static str, label: &'static str, value: &str| {
        Field::number(champ, label)
            .id(format!("{champ}-{who}-{id}"))
            .value(value.to_owned())
            .width(Width::Short)
            .required()
            .range(Some("0".into()), None)
    };
    html! {
        (actions(html! {
            (post_button(csrf, to, &yes, &Button::secondary("Assurée").about(about.clone()).small()))
            (post_button(csrf, to, &no, &Button::secondary("Non assurée").about(about).small()))
        }))
        details {
            summary { "Autre durée, créneaux gardés" }
            (ui::form(csrf, to, Method::Post, html! {
                @for (champ, value) in fixed { (hidden(champ, value)) }
                (hidden("issue", "assuree"))
                (number("minutes", "Durée", &minutes).unit("minutes"))
                (row(html! {
                    (number("gardes", "Créneaux gardés", &kept))
                    (number("inutilises", "Dont inutilisés", &unused))
                }))
                (actions(html! { (Button::primary("Enregistrer").small()) }))
            }))
        }
    }
}

fn proposee(visit: &Visit, moi: &Moi, swap: &Echange) -> Option<Item> {
    let tableau = &moi.tableau;
    let given = tableau.demi_journee(swap.donne)?;
    let for_me = match swap.a {
        Some(who) => who == moi.id,
        None => {
            swap.de != moi.id
                && tableau.participants.iter().any(|one| one.id == moi.id && one.can(given.competence))
        }
    };
    if swap.etat != EtatEchange::Demande || !for_me || given.horaire.debut <= visit.ctx.now {
        return None;
    }
    let fields = |geste: &'static str| [("geste", geste.to_owned()), ("echange", swap.id.to_string())];
    let post = |geste: &'static str, button: Button| {
        let fields = fields(geste);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        post_button(
            &visit.csrf,
            &moi.chemin,
            &fields,
            &button.about(format!("({})", mots::quand(given))).small(),
        )
    };
    let back = swap.contre.and_then(|id| tableau.demi_journee(id));
    let detail = html! {
        "De " (tableau.nom(swap.de))
        @if let Some(back) = back { ", contre la vôtre " (mots::quand(back)) }
        @if !swap.motif.is_empty() { "\u{a0}: " (swap.motif) }
    };
    let answers = actions(html! {
        (post("accepter", Button::secondary("J’accepte")))
        @if swap.a.is_some() { (post("decliner", Button::secondary("Non"))) }
    });
    Some(Item::new(mots::quand(given)).detail(detail).action(answers))
}

fn trous(visit: &Visit, moi: &Moi) -> Vec<Item> {
    let tableau = &moi.tableau;
    let Some(me) = tableau.participants.iter().find(|one| one.id == moi.id && tableau.is_active(one)) else {
        return Vec::new();
    };
    let busy: Vec<_> = moi.gardes().map(|one| one.horaire).collect();
    let open = |one: &&DemiJournee| {
        me.can(one.competence)
            && !busy.iter().any(|other| other.meets(one.horaire))
            && (tableau.avis(me.id, one.id) != Avis::Impossible || visit.can(GERER))
    };
    let all = tableau.trous(visit.ctx.now);
    let all = all.iter().map(|(one, _)| *one).filter(open);
    all.map(|one| {
        let fields = [("geste", "prendre"), ("demi_journee", &*one.id.to_string())];
        let button = Button::secondary("Je la prends").about(format!("({})", mots::quand(one))).small();
        Item::new(mots::quand(one)).action(post_button(&visit.csrf, &moi.chemin, &fields, &button))
    })
    .collect()
}
