use super::Tirage;
use crate::Nature;
use crate::bottin::{Inscrit, Lieu, Nom};
use comptes::Telephone;
use documents::{Address, Card, Line, Phone};

impl Tirage {
    /// One contact for each entry.
    #[must_use]
    pub fn contacts(&self) -> Vec<Card> {
        self.inscrits().map(|one| self.contact(one)).collect()
    }

    fn contact(&self, one: &Inscrit) -> Card {
        let entree = one.entree();
        let lieux = self.lieux(one);
        let place = one.attaches().first().map(|one| one.nom.clone());
        let place = place.or_else(|| lieux.iter().map(|lieu| lieu.nom.clone()).find(|nom| !nom.is_empty()));
        let (card, organisation, prefix) = match &entree.nom {
            Nom::Personne { civilite, nom, prenom } => {
                (Card::person(nom.clone(), prenom.clone()), place, Some(civilite.clone()))
            }
            Nom::Seul(_) => (Card::organisation(entree.nom_complet()), None, None),
        };
        let confirmed = one.vue().and_then(|vue| vue.confirmee);
        Card {
            prefix: prefix.filter(|words| !words.is_empty()),
            title: Some(entree.metier.clone()).filter(|words| !words.is_empty()),
            organisation,
            phones: one.telephones().into_iter().map(phone).collect(),
            emails: one.courriels(),
            addresses: lieux.into_iter().map(address).collect(),
            url: one.dit(Nature::Site),
            note: self.note(one),
            uid: Some(format!("urn:maillage:{}", one.reference())),
            revised: confirmed.map(|one| kernel::today(one.le)),
            ..card
        }
    }

    /// What is worth knowing before calling, and where it all comes from.
    fn note(&self, one: &Inscrit) -> Option<String> {
        let shown = [Nature::Horaires, Nature::NouveauxPatients, Nature::Visites, Nature::Langues];
        let said = shown
            .into_iter()
            .filter_map(|nature| Some(format!("{}\u{a0}: {}", nature.libelle(), self.dit(one, nature)?)));
        let source = format!("Annuaire de {} du {}", self.cpts, ui::francais::date(self.bottin.jour()));
        Some(said.chain([source]).collect::<Vec<_>>().join("\n"))
    }
}

fn phone(texte: String) -> Phone {
    let mobile = texte.parse::<Telephone>().is_ok_and(|read| read.is_mobile());
    Phone { line: if mobile { Line::Mobile } else { Line::Work }, number: texte }
}

fn address(lieu: &Lieu) -> Address {
    Address {
        street: lieu.lignes.join(", "),
        postcode: lieu.code_postal.clone(),
        city: lieu.ville.clone(),
        country: String::new(),
    }
}
