//! The yearly statement of a person, as a document.

use crate::indemnite::Indemnite;
use crate::regime::Regime;
use documents::{Block, Callout, Column, Document, Fact, Level, Table, Tone};
use jiff::civil::Date;
use ui::francais;

/// What the statement says.
pub(crate) struct Releve {
    /// Name of the CPTS.
    pub cpts: String,
    /// Name of the person.
    pub nom: String,
    /// Civil year of payment.
    pub annee: i16,
    /// Day on which it is made.
    pub jour: Date,
    /// What was paid, with the day of execution.
    pub lignes: Vec<(Date, Indemnite)>,
    /// The person is paid these lines; others were paid to their employer.
    pub beneficiaire: kernel::Id<adhesions::Adherent>,
}

impl Releve {
    /// What was paid to the person, under one regime.
    fn total(&self, regime: Regime) -> i64 {
        let mine =
            self.lignes.iter().map(|(_, line)| line).filter(|line| line.beneficiaire == self.beneficiaire);
        mine.filter_map(|line| line.montant.as_ref())
            .filter(|one| one.regime == regime)
            .map(|one| one.cents)
            .sum()
    }
}

/// The statement, to be written as a PDF.
pub(crate) fn document(one: &Releve) -> Document {
    let mut doc =
        Document::new(one.cpts.clone(), format!("Relevé des sommes versées en {}", one.annee), one.jour);
    doc.subtitle = Some(one.nom.clone());
    let totals =
        Regime::ALL.iter().map(|regime| Fact::new(regime.libelle(), francais::euros(one.total(*regime))));
    let sum: i64 = Regime::ALL.iter().map(|regime| one.total(*regime)).sum();
    let whole = Fact::new(format!("Total versé en {}", one.annee), francais::euros(sum));
    doc.push(Block::Facts(totals.chain([whole]).collect()));
    if one.lignes.is_empty() {
        doc.paragraph(format!("Aucune somme n’a été versée en {}.", one.annee));
    }
    for regime in Regime::ALL {
        lines(&mut doc, one, *regime);
    }
    doc.push(Callout {
        tone: Tone::Note,
        title: "À déclarer".to_owned(),
        text: format!(
            "Ce relevé donne les sommes que la banque a payées en {}, par régime. Il ne dit pas leur régime fiscal ni social\u{a0}: \
             vérifiez avec votre expert-comptable ou l’administration comment les déclarer.",
            one.annee
        )
        .into(),
    });
    doc
}

fn lines(doc: &mut Document, one: &Releve, regime: Regime) {
    let of: Vec<_> = one
        .lignes
        .iter()
        .filter(|(_, line)| line.montant.as_ref().is_some_and(|m| m.regime == regime))
        .collect();
    if of.is_empty() {
        return;
    }
    let row = |(paid, line): &&(Date, Indemnite)| {
        let to = if line.beneficiaire == one.beneficiaire {
            String::new()
        } else {
            " (versé à l’employeur)".to_owned()
        };
        vec![
            francais::date_courte(*paid).into(),
            francais::date_courte(line.fait.jour).into(),
            format!("{}{to}", line.libelle).into(),
            line.quantite().into(),
            line.cents().map(francais::euros).unwrap_or_default().into(),
        ]
    };
    doc.heading(Level::One, regime.libelle());
    doc.push(Table {
        caption: format!("{}, sommes payées en {}", regime.libelle(), one.annee),
        columns: vec![
            Column::text("Payé le", 1.2),
            Column::text("Jour", 1.2),
            Column::text("Ce qui a été fait", 4.0),
            Column::number("Quantité", 1.2),
            Column::number("Montant", 1.4),
        ],
        rows: of.iter().map(row).collect(),
        total: None,
        source: None,
    });
}
