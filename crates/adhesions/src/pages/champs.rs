//! The fields of a sheet, the same for whoever asks and for the office.

use crate::communes::{Noms, communes};
use crate::fiche::{Fiche, PROFESSIONS};
use crate::{Adherent, College, Mode, Qui};
use db::{Result, Tx};
use identifiants::{Idnps, Rpps};
use maud::{Markup, html};
use ui::{Choice, Field, Filled, form::Width};
use web::{App, FieldErrors, Fields};

/// What the lists of the form offer.
pub(super) struct Listes {
    communes: Noms,
    colleges: Vec<College>,
    /// Organisations that belong.
    employeurs: Vec<(String, String)>,
    /// The form that everybody sees.
    public: bool,
}

impl Listes {
    pub(super) async fn read(app: &App, tx: &mut Tx, public: bool) -> Result<Self> {
        let communes = communes(app, tx).await?;
        if public {
            return Ok(Self { communes, colleges: Vec::new(), employeurs: Vec::new(), public });
        }
        let colleges = crate::colleges(tx).await?;
        let all = crate::adherents(tx).await?;
        // Whoever left stays where it is chosen already: a sheet saved again keeps its employer.
        let chosen = |id| all.iter().any(|other| other.employeur == Some(id));
        let houses =
            all.iter().filter(|one| !one.qui.is_personne() && (one.est_en_cours() || chosen(one.id)));
        let employeurs = houses.map(|one| (one.id.to_string(), one.nom())).collect();
        Ok(Self { communes, colleges, employeurs, public })
    }

    /// The name of a commune, or its code.
    pub(super) fn commune(&self, one: &Adherent) -> String {
        one.commune.map_or_else(String::new, |code| {
            self.communes.get(&code).cloned().unwrap_or_else(|| format!("commune {code}"))
        })
    }
}

/// The fields of a person or of an organisation.
pub(super) fn fields(personne: bool, listes: &Listes, filled: &Filled) -> Markup {
    html! {
        (ui::form::hidden("nature", if personne { "personne" } else { "organisation" }))
        @if personne { (person(listes, filled)) } @else { (house(filled)) }
        (reach(listes, filled))
        @if !listes.public {
            (Field::select("college", "Collège", choices(&listes.colleges)).filled(filled))
        }
    }
}

fn person(listes: &Listes, filled: &Filled) -> Markup {
    let modes = Mode::ALL.iter().map(|mode| Choice::new(mode.code(), mode.libelle())).collect();
    let words = |first: &'static str| {
        std::iter::once(Choice::new("", first))
            .chain(PROFESSIONS.map(|word| Choice::new(word, word)))
            .collect()
    };
    let employers = std::iter::once(Choice::new("", "Aucune organisation adhérente"))
        .chain(listes.employeurs.iter().map(|(id, nom)| Choice::new(id.clone(), nom.clone())))
        .collect();
    let convention = vec![
        Choice::new("", "Je ne sais pas"),
        Choice::new("oui", "Oui, conventionnée"),
        Choice::new("non", "Non, non conventionnée"),
    ];
    html! {
        (ui::form::row(html! {
            (Field::text("prenom", "Prénom").required().maxlength(200).autocomplete("given-name").filled(filled))
            (Field::text("nom", "Nom").required().maxlength(200).autocomplete("family-name").filled(filled))
        }))
        (ui::form::row(html! {
            (Field::select("profession", "Profession ou fonction", words("Choisir…")).filled(filled))
            (Field::select("profession_2", "Seconde profession, s’il y en a une", words("Aucune")).filled(filled))
        }))
        (Field::text("profession_autre", "Autre profession").hint("Si elle n’est pas dans la liste.").maxlength(200).width(Width::Medium).filled(filled))
        (ui::form::row(html! {
            (Field::select("mode", "Mode d’exercice", modes).filled(filled))
            (Field::select("conventionne", "Profession conventionnée par l’Assurance maladie", convention).filled(filled))
        }))
        (Field::digits("idnps", "Numéro RPPS").hint("Onze chiffres, sur la carte de professionnel de santé. À laisser vide sans numéro.").width(Width::Medium).filled(filled))
        @if !listes.public && !listes.employeurs.is_empty() {
            (Field::select("employeur", "Employeur adhérent", employers).hint("Une convention avec cet employeur couvrira cette personne.").filled(filled))
        }
        (Field::text("employeur_nom", "Employeur").hint("Pour une personne salariée\u{a0}: établissement, commune, association.").maxlength(200).filled(filled))
    }
}

fn house(filled: &Filled) -> Markup {
    html! {
        (Field::text("nom", "Nom de l’organisation").required().maxlength(200).autocomplete("organization").filled(filled))
        (Field::text("representant", "Qui la représente").hint("Prénom et nom.").maxlength(200).filled(filled))
        (Field::text("profession", "Type d’organisation").hint("Maison de santé, pharmacie, EHPAD, commune, association de patients…").maxlength(200).filled(filled))
        (ui::form::row(html! {
            (Field::digits("siret", "SIRET").hint("Quatorze chiffres.").width(Width::Medium).filled(filled))
            (Field::digits("finess", "FINESS").hint("Neuf chiffres, pour un établissement de santé ou médico-social.").filled(filled))
        }))
    }
}

fn reach(listes: &Listes, filled: &Filled) -> Markup {
    let address = Field::email("courriel", "Adresse électronique").filled(filled);
    let communes = std::iter::once(Choice::new("", "Hors du territoire, ou sans objet"))
        .chain(listes.communes.iter().map(|(code, nom)| Choice::new(code.to_string(), nom.clone())))
        .collect();
    html! {
        (ui::form::row(html! {
            @if listes.public { (address.required()) } @else { (address) }
            (Field::tel("telephone", "Téléphone").filled(filled))
        }))
        @if listes.communes.is_empty() {
            (Field::text("commune", "Code de la commune").hint("Code INSEE, cinq chiffres.").width(Width::Short).filled(filled))
        } @else {
            (Field::select("commune", "Commune d’exercice", communes).filled(filled))
        }
    }
}

/// The colleges as choices; the first is none.
pub(super) fn choices(colleges: &[College]) -> Vec<Choice> {
    let one = |college: &College| {
        let hint = match (college.ferme_le, college.pour.as_str()) {
            (Some(_), _) => " (fermé)".to_owned(),
            (None, "") => String::new(),
            (None, pour) => format!(" ({pour})"),
        };
        Choice::new(college.id.to_string(), format!("{}{hint}", college.nom))
    };
    std::iter::once(Choice::new("", "Sans collège")).chain(colleges.iter().map(one)).collect()
}

/// A sheet out of a form, with every fault of it at once.
pub(super) fn read(fields: &Fields) -> std::result::Result<Fiche, FieldErrors> {
    let text = |name: &str| fields.get(name).to_owned();
    let personne = fields.get("nature") != "organisation";
    let qui = if personne {
        Qui::Personne { nom: text("nom"), prenom: text("prenom") }
    } else {
        Qui::Organisation { nom: text("nom"), representant: text("representant") }
    };
    let mut reader = fields.reader();
    let others = text("profession_autre");
    let words = [fields.get("profession"), fields.get("profession_2")].into_iter().chain(others.split(';'));
    let fiche = Fiche {
        courriel: reader.optional("courriel"),
        telephone: reader.optional("telephone"),
        commune: reader.optional("commune"),
        // Eleven digits and a key, or any other national number as imports write it.
        idnps: fields
            .get("idnps")
            .parse::<Idnps>()
            .ok()
            .or_else(|| reader.optional::<Rpps>("idnps").map(Into::into)),
        finess: reader.optional("finess"),
        siret: reader.optional("siret"),
        professions: words.map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect(),
        conventionne: match fields.get("conventionne") {
            "oui" => Some(true),
            "non" => Some(false),
            _ => None,
        },
        employeur: reader.optional("employeur"),
        employeur_nom: text("employeur_nom"),
        college: reader.optional("college"),
        ..Fiche::new(qui, reader.optional("mode").unwrap_or(Mode::Liberal))
    };
    let checked = reader.keep(fiche.check());
    reader.finish(checked)
}

/// The RPPS number of somebody, or the national number that stands in its place.
pub(super) fn numero(idnps: &Idnps) -> String {
    idnps.rpps().map_or_else(|| idnps.to_string(), |rpps| rpps.to_string())
}

/// A sheet as its form shows it.
pub(super) fn filled(fiche: &Fiche) -> Filled {
    let text = |noun: Option<String>| noun.unwrap_or_default();
    let (nom, prenom, representant) = match &fiche.qui {
        Qui::Personne { nom, prenom } => (nom, prenom.as_str(), ""),
        Qui::Organisation { nom, representant } => (nom, "", representant.as_str()),
    };
    let (known, others): (Vec<&String>, Vec<&String>) =
        fiche.professions.iter().partition(|word| PROFESSIONS.contains(&word.as_str()));
    let offered = fiche.qui.is_personne();
    let rank = |at: usize| {
        let words = if offered { known.get(at).copied() } else { fiche.professions.get(at) };
        words.cloned().unwrap_or_default()
    };
    let more: Vec<String> = others.iter().chain(known.iter().skip(2)).map(|word| (*word).clone()).collect();
    let convention = match fiche.conventionne {
        Some(true) => "oui",
        Some(false) => "non",
        None => "",
    };
    Filled::new()
        .value("nom", nom)
        .value("prenom", prenom)
        .value("representant", representant)
        .value("profession", rank(0))
        .value("profession_2", rank(1))
        .value("profession_autre", if offered { more.join(" ; ") } else { String::new() })
        .value("mode", fiche.mode.code())
        .value("conventionne", convention)
        .value("idnps", text(fiche.idnps.as_ref().map(numero)))
        .value("siret", text(fiche.siret.map(|one| one.to_string())))
        .value("finess", text(fiche.finess.map(|one| one.to_string())))
        .value("courriel", text(fiche.courriel.as_ref().map(ToString::to_string)))
        .value("telephone", text(fiche.telephone.as_ref().map(ToString::to_string)))
        .value("commune", text(fiche.commune.map(|one| one.to_string())))
        .value("employeur", text(fiche.employeur.map(|one| one.to_string())))
        .value("employeur_nom", &fiche.employeur_nom)
        .value("college", text(fiche.college.map(|one| one.to_string())))
}
