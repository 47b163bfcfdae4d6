//! A territory with everything in it: what the lists, the files and the API are tried on. Every person is invented.

use super::*;
use crate::champ::Parts;
use std::collections::BTreeMap;
use std::sync::Arc;
use territoire::Atlas;

pub(super) const MSP: &str = "439900424";
pub(super) const SIRET: &str = "90000000100017";
/// Who takes files away.
const RIGHTS: &str = "droit | sens | visiteur | connecte | coordination | membre
annuaire.consulter | a | x | | |
annuaire.voir | a | | | x | x
annuaire.modifier | a | | | x |
annuaire.exporter | a | | | x |
annuaire.demander | a | | | x |
annuaire.referents | a | | | x |
lien.suivre | a | x | | |";

/// A line of the file of activities, column by column.
pub(super) type Colonnes<'a> = Vec<(&'a str, String)>;

/// A nurse at Le Puy-en-Velay; `more` says what is otherwise.
pub(super) fn line<'a>(n: u32, nom: &str, prenom: &str, more: &[(&'a str, &str)]) -> Colonnes<'a> {
    let number = rpps(n);
    let mut all = vec![
        ("Type d'identifiant PP", "8".to_owned()),
        ("Identifiant PP", number.clone()),
        ("Identification nationale PP", format!("8{number}")),
        ("Nom d'exercice", nom.to_owned()),
        ("Prénom d'exercice", prenom.to_owned()),
        ("Code profession", "60".to_owned()),
        ("Libellé profession", "Infirmier".to_owned()),
        ("Code catégorie professionnelle", "C".to_owned()),
        ("Raison sociale site", "CABINET FICTIF".to_owned()),
        ("Code commune (coord. structure)", "43157".to_owned()),
        ("Code secteur d'activité", "SA07".to_owned()),
        ("Code genre activité", "GENR01".to_owned()),
    ];
    all.extend(more.iter().map(|(name, value)| (*name, (*value).to_owned())));
    all
}

pub(super) const COMMUNE: &str = "Code commune (coord. structure)";
pub(super) const TEL: &str = "Téléphone (coord. structure)";
const MAIL: &str = "Adresse e-mail (coord. structure)";
const SECTEUR: &str = "Code secteur d'activité";

fn doctor<'a>(code: &'a str, words: &'a str) -> [(&'static str, &'a str); 6] {
    [
        ("Code profession", "10"),
        ("Libellé profession", "Médecin"),
        ("Code civilité d'exercice", "DR"),
        ("Code type savoir-faire", "S"),
        ("Code savoir-faire", code),
        ("Libellé savoir-faire", words),
    ]
}

/// Five people: a nurse in two communes, a physiotherapist with a mobile, two doctors in a maison de santé, a nurse of
/// elsewhere; and a centre de santé that only its SIRET names.
pub(super) fn everybody() -> Vec<Colonnes<'static>> {
    let msp = [("Numéro FINESS site", MSP), (SECTEUR, "SA52"), ("Raison sociale site", "MSP DU MARCHE")];
    let kine = [("Code profession", "70"), ("Libellé profession", "Masseur-Kinésithérapeute")];
    let heart = [&doctor("SM04", "Cardiologie et maladies vasculaires (SM)")[..], &msp].concat();
    let general = [&doctor("SM54", "Médecine générale (SM)")[..], &msp].concat();
    let centre =
        [("Numéro SIRET site", SIRET), (SECTEUR, "SA05"), ("Raison sociale site", "CENTRE DE SANTE DU LAC")];
    vec![
        line(1, "FICTIF", "HÉLÈNE", &[(TEL, "0471000001"), (MAIL, "helene@exemple.fr")]),
        line(1, "FICTIF", "HÉLÈNE", &[(COMMUNE, "43040"), (TEL, "0471000011")]),
        line(2, "MOREAU", "ZOÉ", &[&kine[..], &[(COMMUNE, "43040"), (TEL, "0612345678")]].concat()),
        line(3, "DUPONT", "JEAN", &heart),
        line(4, "GENERAL", "ANNE", &general),
        line(5, "AILLEURS", "PAUL", &[(COMMUNE, "63113")]),
        line(6, "LACROIX", "LÉA", &[&centre[..], &[(COMMUNE, "43040")]].concat()),
    ]
}

/// Loads a file of activities of a day of November 2025.
pub(super) async fn activities(db: &Db, atlas: &Atlas, day: u8, lines: &[Colonnes<'_>]) {
    let mut head: Vec<&str> = Vec::new();
    for (name, _) in lines.iter().flatten() {
        if !head.contains(name) {
            head.push(name);
        }
    }
    let mut text = head.iter().map(|name| format!("{name}|")).collect::<String>() + "\n";
    for line in lines {
        // What is said last of a column wins.
        let said: BTreeMap<&str, &str> = line.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let cells = head.iter().map(|name| format!("{}|", said.get(name).copied().unwrap_or("")));
        text.push_str(&(cells.collect::<String>() + "\n"));
    }
    let nom = format!("PS_LibreAcces_Personne_activite_202511{day:02}0830.txt");
    load(db, atlas, &nom, &text, false).await;
}

/// Loads one maison de santé.
pub(super) async fn structures(db: &Db, atlas: &Atlas) {
    let line = format!(
        "structureet;{MSP};439950429;MSP DU MARCHE;;;;4;AV;DE LA FONTAINE;;;157;43;HAUTE-LOIRE;43000 LE PUY EN VELAY;0471000009;;603;Maison de santé (L.6223-3);1110;Autres;;;;;;;2020-09-23;2020-09-23;2024-06-07;\n"
    );
    load(db, atlas, "finess.csv", &format!("finess;etalab;111;2025-11-03\n{line}"), true).await;
}

async fn load(db: &Db, atlas: &Atlas, nom: &str, text: &str, finess: bool) {
    let open =
        || -> std::io::Result<Box<dyn Read + Send>> { Ok(Box::new(Cursor::new(text.as_bytes().to_vec()))) };
    let source = [repertoire::Source { nom, octets: text.len() as u64, ouvrir: &open }];
    let wanted = repertoire::Reglages { partial: false, dry_run: false, force: true, du: None };
    let ctx = Ctx::system("essai", actors::instant(actors::NOW));
    let etat = atlas.at(&mut db.read(&ctx).await.unwrap()).await.unwrap();
    let mut refuse = |_, rejet| panic!("{rejet:?}");
    let (france, mut seen) = (&etat.france, |_, _| {});
    if finess {
        repertoire::import_finess(&ctx, db, france, &source, wanted, &mut refuse, &mut seen).await.unwrap();
    } else {
        repertoire::import_annuaire(&ctx, db, france, &source, wanted, &mut refuse, &mut seen).await.unwrap();
    }
}

/// A CPTS on Le Puy-en-Velay, Brioude and Langeac, with the files and the PMI of Langeac.
pub(super) async fn territory(db: &Db) -> (Ctx, Atlas) {
    let ctx = cpts(db, "velay-sud").await;
    let atlas = atlas(db).await;
    let communes = ["43157", "43040", "43112"].map(|code| code.parse().unwrap()).into();
    territoire::set_perimetre(&ctx, db, &atlas, date(2025, 1, 1), communes).await.unwrap();
    activities(db, &atlas, 20, &everybody()).await;
    structures(db, &atlas).await;
    let ctx = Ctx { rights: Rights::all(), ..office(&ctx) };
    add_acteur(&ctx, db, local("PMI de Langeac")).await.unwrap();
    (ctx, atlas)
}

/// The site for somebody with that role, or for anybody.
pub(super) async fn site(db: &Db, role: &str) -> Visitor {
    let builder = testsite::builder(db, actors::instant(actors::NOW), RIGHTS).with(atlas(db).await);
    let builder = builder.with(Carnets::default()).with(Bottins::default());
    let app = builder.with(repertoire::Repertoire::new()).modules(&[module()]).build();
    testsite::visitor(&app, (module().routes)(), role)
}

/// The directory for these eyes.
pub(super) async fn bottin(db: &Db, ctx: &Ctx, atlas: &Atlas, regard: Regard) -> Arc<Bottin> {
    let mut tx = db.read(ctx).await.unwrap();
    Bottins::default().at(&mut tx, atlas, &Carnets::default(), regard).await.unwrap()
}

/// A value that holds `mot` wherever the field takes words.
fn marked(nature: Nature, mot: &str, rank: usize) -> Valeur {
    let parts = match nature {
        Nature::Horaires => Parts::new().with("lundi", "8h-12h").with("note", mot),
        Nature::NouveauxPatients => Parts::new().with("reponse", "sous_conditions").with("mots", mot),
        Nature::Visites => Parts::new().with("reponse", "perimetre").with("mots", mot),
        Nature::Teleconsultation => Parts::new().with("reponse", "oui").with("mots", mot),
        Nature::Telephone => Parts::one(&format!("047155550{rank}")),
        Nature::Courriel => Parts::one(&format!("{mot}@exemple.fr")),
        Nature::Site => Parts::one(&format!("https://{mot}.exemple.fr")),
        Nature::Accessibilite => Parts::one("fauteuil").with("mots", mot),
        Nature::Conventionnement => Parts::one("secteur_1"),
        Nature::ModeExercice => Parts::one("msp"),
        Nature::Recours => Parts::one("second"),
        Nature::ActiviteEtp => Parts::one(&format!("0,3{rank}")),
        Nature::DepartPrevu => Parts::one("2029-11"),
        Nature::AdresseComplement
        | Nature::Langues
        | Nature::ActesSpecifiques
        | Nature::Presentation
        | Nature::NoteInterne => Parts::one(mot),
    };
    Valeur::read(nature, &parts).unwrap().unwrap()
}

/// Words that stand in every field at a level: to be looked for where they must not be.
pub(super) const MOTS: [(Visibilite, &str); 3] =
    [(Visibilite::Public, "zirconium"), (Visibilite::Membres, "tungstene"), (Visibilite::Bureau, "vanadium")];

/// Three entries with every field: all that can be is for everybody in the first, for members in the second, for the
/// office in the third.
pub(super) async fn every_field(db: &Db, ctx: &Ctx) {
    for (own, n) in Visibilite::ALL.iter().zip(1..) {
        let saisie = |nature: &Nature| {
            let level = (*own).max(nature.maximum());
            let rank = MOTS.iter().position(|(one, _)| *one == level).unwrap();
            Saisie {
                nature: *nature,
                valeur: Some(marked(*nature, MOTS[rank].1, rank)),
                visibilite: Some(level),
            }
        };
        let saisies: Vec<Saisie> = Nature::ALL.iter().map(saisie).collect();
        fill(ctx, db, &ps(n), &saisies).await.unwrap();
    }
}

/// What members may see and visitors may not; what only the office may.
pub(super) const MEMBRES: [&str; 3] = ["tungstene", "0471555501", "0,31"];
pub(super) const BUREAU: [&str; 5] = ["vanadium", "0471555502", "0,32", "novembre 2029", "2029-11"];

/// The words of `secret` that a text holds, spaces of numbers apart.
pub(super) fn leaks(text: &str, secret: &[&'static str]) -> Vec<&'static str> {
    let compact = text.replace(['\u{a0}', ' '], "");
    let bare = |word: &str| word.replace(' ', "");
    secret.iter().copied().filter(|word| compact.contains(&bare(word))).collect()
}
