//! Whom a form of invitations names: members by name, by filter, or pasted addresses.

use crate::{Destinataire, invitation::adresse};
use comptes::{Contact, Demande, Etat as Acces, ListError, Membre, Place, Role};
use web::{App, FieldErrors, Fields, Problem, Visit};

/// Every member that the filter keeps and that is not kept out.
pub(super) async fn members(app: &App, visit: &Visit, filter: &Fields) -> Result<Vec<Membre>, ListError> {
    let role = filter.get("role").parse::<Role>().ok();
    let mut demande = Demande { recherche: filter.get("recherche").to_owned(), role, place: None };
    let mut all = Vec::new();
    loop {
        let page = comptes::list_membres(&visit.ctx, &app.db, &demande).await?;
        all.extend(page.membres.into_iter().filter(|membre| membre.etat != Acces::Suspendu));
        let Some(next @ Place::Apres(_)) = page.apres else { return Ok(all) };
        demande.place = Some(next);
    }
}

/// Whom the form names: boxes, the whole filter, or pasted addresses.
pub(super) async fn people(
    app: &App,
    visit: &Visit,
    fields: &Fields,
) -> Result<Result<Vec<Destinataire>, FieldErrors>, Problem> {
    if fields.get("a") != "adresses" {
        let (all, sms) = (fields.has("tous"), fields.get("canal") == "sms");
        let chosen: Vec<&str> = fields.all("membre").collect();
        let membres = members(app, visit, fields).await?;
        let kept = membres.iter().filter(|one| all || chosen.contains(&one.personne.to_string().as_str()));
        let people: Vec<Destinataire> = kept.filter_map(|membre| of_member(membre, sms)).collect();
        return Ok(if people.is_empty() {
            Err(FieldErrors::one("membre", "Cochez au moins un membre."))
        } else {
            Ok(people)
        });
    }
    let mut people = match Destinataire::lines(fields.get("adresses")) {
        Ok(people) if people.is_empty() => {
            return Ok(Err(FieldErrors::one("adresses", "Donnez au moins une adresse.")));
        }
        Ok(people) => people,
        Err(unread) => {
            let sentence = format!(
                "Rien n’est parti. Ne sont ni une adresse ni un numéro\u{a0}: {}.",
                unread.join(", ")
            );
            return Ok(Err(FieldErrors::one("adresses", sentence)));
        }
    };
    // A member whose address is pasted is that member: they answer once, by the link or from their account.
    let membres = members(app, visit, &Fields::default()).await?;
    for one in &mut people {
        let known = membres.iter().find(|membre| membre.courriel == adresse(&one.contact));
        if let Some(membre) = known {
            (one.personne, one.nom) = (Some(membre.personne), membre.nom_complet());
        }
    }
    Ok(Ok(people))
}

fn of_member(membre: &Membre, sms: bool) -> Option<Destinataire> {
    let mobile =
        membre.telephone.parse::<comptes::Telephone>().ok().filter(|numero| sms && numero.is_mobile());
    let contact = match mobile {
        Some(numero) => Contact::Telephone(numero),
        None => Contact::Courriel(membre.courriel.parse().ok()?),
    };
    Some(Destinataire { personne: Some(membre.personne), nom: membre.nom_complet(), contact })
}
