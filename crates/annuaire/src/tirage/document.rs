use super::Tirage;
use crate::bottin::{Inscrit, Lieu, Sorte};
use crate::{Nature, Regard};
use documents::{Directory, Document, Entry, Group, Text};
use repertoire::Famille;
use ui::francais;

/// Places printed under a name.
const PLACES: usize = 3;

impl Tirage {
    /// The printed directory: by profession, then by name; its day and its sources at the foot of each page.
    #[must_use]
    pub fn document(&self) -> Document {
        let mut document = Document::new(self.cpts.clone(), "Annuaire", self.bottin.jour());
        let sources = self.sources();
        let foot = [self.audience(), &sources].into_iter().filter(|part| !part.is_empty());
        document.reference = Some(foot.collect::<Vec<_>>().join(" · "));
        document.subtitle = Some(self.audience().to_owned());
        let count = i64::try_from(self.len()).unwrap_or(i64::MAX);
        let mut lead = format!(
            "{}, au {}.",
            francais::compte(count, "fiche", "fiches"),
            francais::date(self.bottin.jour())
        );
        if !sources.is_empty() {
            lead.push_str(&format!(
                " Sources\u{a0}: {sources}, complétées par la CPTS et par les titulaires."
            ));
        }
        document.paragraph(lead);
        document.push(Directory { groups: self.groups() });
        document
    }

    fn groups(&self) -> Vec<Group> {
        let mut all: Vec<&Inscrit> = self.inscrits().collect();
        // The order of names stays inside each group.
        all.sort_by_cached_key(|one| (place(one), kernel::fold(one.groupe())));
        let same = all.chunk_by(|a, b| place(a) == place(b) && a.groupe() == b.groupe());
        same.filter_map(|group| {
            Some(Group {
                title: Some(group.first()?.groupe().to_owned()),
                entries: group.iter().map(|one| self.entry(one)).collect(),
            })
        })
        .collect()
    }

    fn entry(&self, one: &Inscrit) -> Entry {
        let entree = one.entree();
        let own = entree.famille.is_some_and(|famille| famille.nom != entree.metier);
        let mut lines: Vec<Text> = Vec::new();
        if own {
            lines.push(Text::new().emphasis(entree.metier.clone()));
        }
        lines.extend(one.attaches().iter().map(|one| Text::from(one.nom.as_str())));
        if let Some(phone) = one.dit(Nature::Telephone) {
            lines.push(Text::new().strong(phone));
        }
        lines
            .extend(self.lieux(one).into_iter().take(PLACES).map(|lieu| printed(lieu, self.bottin.regard())));
        if entree.lieux.is_empty() {
            let names: Vec<String> = one.communes().iter().take(8).map(|code| self.commune(*code)).collect();
            lines.push(Text::from(names.join(", ")));
        }
        lines.extend(one.dit(Nature::Horaires).map(Text::from));
        if one.nouveaux_patients(self.bottin.jour()) == Some(true) {
            lines.push(Text::from("Prend de nouveaux patients"));
        }
        lines.extend(self.absence(one).map(|words| Text::from(format!("Absence {words}"))));
        lines.extend(one.courriels().into_iter().map(Text::from));
        Entry { name: entree.nom_de_liste(), lines }
    }
}

/// Where a group stands: professions in the order of their table, then other people, structures, actors.
fn place(one: &Inscrit) -> (Sorte, usize) {
    let entree = one.entree();
    let rank = |famille: &Famille| Famille::all().iter().position(|one| one == famille);
    (entree.sorte, entree.famille.and_then(rank).unwrap_or(usize::MAX))
}

fn printed(lieu: &Lieu, regard: Regard) -> Text {
    let phones: Vec<&str> = lieu.telephones(regard).collect();
    let place = [lieu.nom.clone(), lieu.adresse()].into_iter().filter(|part| !part.is_empty());
    let place = place.collect::<Vec<_>>().join(", ");
    let text = Text::new().plain(place.clone());
    if phones.is_empty() {
        return text;
    }
    let between = if place.is_empty() { "" } else { ", " };
    text.plain(between).strong(phones.join(", "))
}
