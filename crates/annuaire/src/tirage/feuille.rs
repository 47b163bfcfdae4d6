use super::Tirage;
use crate::bottin::{Inscrit, Nom, Sorte};
use crate::{Nature, Reference};
use documents::{Cell, Kind, Sheet, SheetColumn, Workbook};
use identifiants::CommuneCode;

/// Columns before the fields.
const BEFORE: [&str; 19] = [
    "Nom",
    "Prénom",
    "Civilité",
    "Sorte",
    "Profession",
    "Recours",
    "Cadre d’exercice",
    "Structure",
    "Adresse",
    "Code postal",
    "Ville",
    "Commune",
    "Code commune",
    "Autres lieux",
    "Téléphones",
    "Courriels",
    "RPPS",
    "FINESS",
    "SIRET",
];
const AFTER: [&str; 5] = ["Absence", "Confirmé le", "Confirmé par", "Absent du fichier du", "Référence"];

impl Tirage {
    /// One line for each entry.
    #[must_use]
    pub fn feuille(&self) -> Sheet {
        let natures: Vec<Nature> = self.fields().collect();
        let column = |label: &str| {
            let kind = if ["Confirmé le", "Absent du fichier du"].contains(&label) {
                Kind::Date
            } else {
                Kind::Text
            };
            SheetColumn::new(label, kind)
        };
        let labels = BEFORE.into_iter().chain(natures.iter().map(|nature| nature.libelle())).chain(AFTER);
        Sheet {
            name: "Annuaire".to_owned(),
            title: format!("Annuaire, {}", self.cpts),
            note: Some(format!(
                "{}. Une ligne par fiche\u{a0}; plusieurs lieux sont réunis sur sa ligne.",
                self.audience()
            )),
            columns: labels.map(column).collect(),
            rows: self.inscrits().map(|one| self.line(one, &natures)).collect(),
        }
    }

    /// The sheet, with where it comes from.
    #[must_use]
    pub fn classeur(&self) -> Workbook {
        let source = self.sources();
        let notes = [
            (
                "Source",
                if source.is_empty() {
                    "CPTS".to_owned()
                } else {
                    format!("{source}\u{a0}; compléments de la CPTS et des titulaires")
                },
            ),
            ("Visibilité", self.audience().to_owned()),
        ];
        Workbook {
            title: "Annuaire".to_owned(),
            organisation: self.cpts.clone(),
            date: self.bottin.jour(),
            sheets: vec![self.feuille()],
            notes: notes.into_iter().map(|(label, text)| (label.to_owned(), text)).collect(),
        }
    }

    /// Fields with a column of their own.
    fn fields(&self) -> impl Iterator<Item = Nature> {
        self.natures().filter(|nature| {
            !matches!(nature, Nature::Telephone | Nature::Courriel | Nature::Recours | Nature::ModeExercice)
        })
    }

    fn line(&self, one: &Inscrit, natures: &[Nature]) -> Vec<Cell> {
        let mut cells = Vec::from(self.identity(one));
        cells.extend(self.place(one));
        cells.extend([one.telephones().join(", ").into(), one.courriels().join(", ").into()]);
        cells.extend(numbers(one));
        cells.extend(natures.iter().map(|nature| Cell::from(self.dit(one, *nature))));
        let confirmed = one.vue().and_then(|vue| vue.confirmee);
        cells.extend([
            self.absence(one).into(),
            confirmed.map(|one| kernel::today(one.le)).into(),
            confirmed.map(|one| one.source.libelle()).into(),
            one.entree().absent_du.into(),
            one.reference().to_string().into(),
        ]);
        cells
    }

    fn identity(&self, one: &Inscrit) -> [Cell; 7] {
        let entree = one.entree();
        let (civilite, nom, prenom) = match &entree.nom {
            Nom::Personne { civilite, nom, prenom } => (civilite.clone(), nom.clone(), prenom.clone()),
            Nom::Seul(_) => (String::new(), entree.nom_complet(), String::new()),
        };
        let sorte = match entree.sorte {
            Sorte::Professionnel => "Professionnel",
            Sorte::Structure => "Structure",
            Sorte::Acteur => "Acteur",
        };
        let recours = one.recours();
        let recours = if recours == repertoire::Recours::Aucun { "" } else { recours.label() };
        let cadres = one.cadres().iter().map(|cadre| cadre.libelle()).collect::<Vec<_>>().join(", ");
        [
            nom.into(),
            prenom.into(),
            civilite.into(),
            sorte.into(),
            entree.metier.clone().into(),
            recours.into(),
            cadres.into(),
        ]
    }

    /// The first place in full, the others in one cell.
    fn place(&self, one: &Inscrit) -> [Cell; 7] {
        let lieux = self.lieux(one);
        let attached = one.attaches().iter().map(|one| one.nom.clone());
        let Some((first, others)) = lieux.split_first() else {
            let names: Vec<String> = one.communes().iter().map(|code| self.commune(*code)).collect();
            let codes: Vec<String> = one.communes().iter().map(CommuneCode::to_string).collect();
            let structures = attached.collect::<Vec<_>>().join(", ");
            let empty = Cell::Empty;
            return [
                structures.into(),
                empty.clone(),
                empty.clone(),
                empty.clone(),
                names.join(", ").into(),
                codes.join(", ").into(),
                empty,
            ];
        };
        let elsewhere = others.iter().map(|lieu| {
            let parts = [lieu.nom.clone(), lieu.adresse()];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
        });
        let elsewhere = attached.chain(elsewhere).collect::<Vec<_>>().join("\u{a0}; ");
        [
            first.nom.clone().into(),
            first.lignes.join(", ").into(),
            first.code_postal.clone().into(),
            first.ville.clone().into(),
            first.commune.map(|code| self.commune(code)).into(),
            first.commune.map(|code| code.to_string()).into(),
            elsewhere.into(),
        ]
    }
}

/// RPPS, FINESS, SIRET.
fn numbers(one: &Inscrit) -> [Cell; 3] {
    let none = || Cell::Empty;
    match one.reference() {
        Reference::Professionnel(idnps) => {
            let number = idnps.rpps().map_or_else(|| idnps.to_string(), |rpps| rpps.to_string());
            [number.into(), none(), none()]
        }
        Reference::Finess(finess) => [none(), finess.to_string().into(), none()],
        Reference::Siret(siret) => [none(), none(), siret.to_string().into()],
        Reference::Locale(_) => [none(), none(), none()],
    }
}
