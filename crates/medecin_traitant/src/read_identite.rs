use crate::droits::TRAITER;
use crate::reprint::sealed;
use crate::store::demandes;
use crate::{Coffre, Demande, Identite, WriteError};
use db::{Db, Trace, Tx};
use identifiants::Telephone;
use kernel::saisie::{Refus, UpTo};
use kernel::{Ctx, Id};

/// What the journal keeps of each reading.
pub(crate) const LUE: &str = "medecin_traitant.identite_lue";
/// Reasons that the office finds ready.
pub(crate) const MOTIFS: [&str; 5] = [
    "appel à la personne",
    "rendez-vous à prendre avec le médecin",
    "courrier à la personne",
    "vérification de la demande",
    "demande de la personne elle-même",
];
/// Those that the program gives itself.
pub(crate) const COPIE: &str = "copie demandée par la personne (article 15)";
pub(crate) const LETTRE: &str = "lettre à imprimer";
pub(crate) const DOUBLON: &str = "doublon à trancher";
pub(crate) const ACCEPTE: &str = "médecin qui a accepté";
pub(crate) const EFFACEMENT: &str = "demande de la personne";
pub(crate) const PAR_CODE: &str = "demande de la personne, avec son code";
/// Reasons are short: they stay in the journal after the request is erased.
const RAISON: UpTo = UpTo(120);

/// Who a request is for. The only way to an identity for people: each reading and its reason are in the journal, in the same
/// transaction, or nothing is read.
///
/// # Errors
/// [`WriteError`]: no reason, one that names the person.
pub async fn read_identite(
    ctx: &Ctx,
    db: &Db,
    id: Id<Demande>,
    raison: &str,
) -> Result<Identite, WriteError> {
    ctx.require(TRAITER)?;
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let mut tx = db.begin(ctx).await?;
    let who = read(&mut tx, &coffre, id, raison).await?;
    tx.commit().await?;
    Ok(who)
}

/// The same in the caller’s transaction, for what reads several at once.
pub(crate) async fn read(
    tx: &mut Tx,
    coffre: &Coffre,
    id: Id<Demande>,
    raison: &str,
) -> Result<Identite, WriteError> {
    demandes::demande(tx, coffre, id).await?.ok_or(WriteError::Inconnu("Cette demande"))?;
    let who = sealed(tx, coffre, id).await?;
    let raison = checked(&who, raison)?;
    tx.record(Trace::new(LUE, crate::objet(id)).detail(raison));
    Ok(who)
}

/// A reason that somebody can judge later, and that says nothing of the person.
pub(crate) fn checked(who: &Identite, raison: &str) -> Result<String, Refus> {
    let raison = RAISON.line("raison", raison)?;
    if raison.split(' ').filter(|word| word.chars().filter(|sign| sign.is_alphabetic()).count() > 1).count()
        < 2
    {
        return Err(Refus::new(
            "raison",
            "Dites pourquoi en quelques mots\u{a0}: «\u{a0}appel au patient\u{a0}», «\u{a0}rendez-vous à noter\u{a0}».",
        ));
    }
    // People are called Personne, Lettre, Demande too: these words name nobody.
    let known = [COPIE, LETTRE, DOUBLON, ACCEPTE, EFFACEMENT, PAR_CODE];
    let known = MOTIFS.iter().chain(&known).any(|words| *words == raison);
    if !known && names(who, &raison) {
        return Err(Refus::new(
            "raison",
            "Ce motif reste au journal\u{a0}: n’y écrivez ni le nom, ni la naissance, ni le téléphone, ni l’adresse de la personne ou de ses proches.",
        ));
    }
    Ok(raison)
}

/// Whether these words say who somebody is, or who speaks for them.
fn names(who: &Identite, text: &str) -> bool {
    let folded = kernel::fold(text);
    let words = parts(&folded);
    let said = |name: &str| {
        let name = kernel::fold(name);
        let name = parts(&name);
        let long = |part: &&str| part.chars().count() > 2;
        // « Le Gall » is said by « Gall », and « Ly » by itself.
        if name.iter().any(long) {
            return name.iter().filter(|part| long(part)).any(|part| words.contains(part));
        }
        !name.is_empty() && words.windows(name.len()).any(|some| some == name)
    };
    let called = digits(text);
    let rings = |phone: &Telephone| {
        let phone = digits(&phone.to_string());
        phone.len() > 8 && called.contains(&phone[phone.len() - 9..])
    };
    let born = who.naissance;
    let born = [born.strftime("%d%m%Y"), born.strftime("%Y%m%d"), born.strftime("%d%m%y")];
    let aidant = who.aidant.as_ref();
    said(&who.nom)
        || said(&who.prenom)
        || aidant.is_some_and(|one| said(&one.nom))
        || born.iter().any(|day| called.contains(&day.to_string()))
        || who.telephone.iter().chain(aidant.and_then(|one| one.telephone.as_ref())).any(rings)
        || who.courriel.as_ref().is_some_and(|one| folded.contains(&kernel::fold(one.as_str())))
        || (!who.adresse.is_empty() && folded.contains(&kernel::fold(&who.adresse)))
}

/// The words of a folded text.
fn parts(folded: &str) -> Vec<&str> {
    folded.split(|sign: char| !sign.is_alphanumeric()).filter(|part| !part.is_empty()).collect()
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::envoi::tests::personne;
    use jiff::civil::date;

    #[test]
    fn a_reason_says_nothing_of_the_person_and_ready_ones_hold_whatever_they_are_called() {
        let mut who = personne("Mai", "Ly", date(1952, 3, 14)).identite;
        who.telephone = Some("06 12 34 56 78".parse().unwrap());
        who.aidant = Some(crate::Aidant {
            nom: "Paul Le Gall".to_owned(),
            lien: "voisin".to_owned(),
            telephone: Some("06 98 76 54 32".parse().unwrap()),
        });
        for words in [
            "appel à madame Ly",
            "appel pour Mai",
            "parler à M. Gall",
            "née le 14/03/1952",
            "dossier 1952-03-14",
            "rappel au 0612345678",
            "voisin au +33 6 98 76 54 32",
            "appel",
            "",
        ] {
            assert!(checked(&who, words).is_err(), "{words}");
        }
        for words in
            ["appel à la personne", "rendez-vous le 14 mars", "relire 06 et 78", "le médecin rappelle"]
        {
            assert_eq!(checked(&who, words).as_deref(), Ok(words));
        }
        let lettre = personne("Personne", "Lettre", date(1960, 1, 1)).identite;
        for words in MOTIFS.into_iter().chain([LETTRE, EFFACEMENT, PAR_CODE, COPIE, ACCEPTE]) {
            assert_eq!(checked(&lettre, words).as_deref(), Ok(words));
        }
        assert!(checked(&lettre, "parler de cette personne").is_err());
        assert!(!format!("{who:?} {:?}", who.aidant).contains("Gall") && !format!("{who:?}").contains("Ly"));
    }
}
