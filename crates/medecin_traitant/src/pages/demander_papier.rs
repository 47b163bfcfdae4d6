//! The paper twin of the form: large boxes to fill by hand, and the way to the form on a telephone.

use super::demander::{Base, here};
use crate::regle::Quand;
use crate::{Reglage, Regle};
use axum::extract::State;
use documents::{Block, Callout, Column, Document, Figure, Level, Table, Text};
use jiff::civil::Date;
use web::{Answer, App, Visit};

/// A box to tick: drawn with signs that every font has.
const CASE: &str = "[\u{a0}\u{a0}\u{a0}]";

pub(super) async fn pdf(visit: Visit, State(app): State<App>) -> Answer {
    let base = Base::read(&visit, &app).await?;
    let address = format!("{}{}", app.settings.public_url, here(&visit, "")?);
    let cpts = visit.tenant()?.nom.clone();
    let doc = document(&cpts, &address, &base.regle, &base.reglage, kernel::today(visit.ctx.now));
    web::download("medecin-traitant-formulaire.pdf", "application/pdf", move || documents::pdf(&doc)).await
}

fn document(cpts: &str, address: &str, regle: &Regle, reglage: &Reglage, jour: Date) -> Document {
    let mut doc = Document::new(cpts, "Je cherche un médecin traitant", jour);
    doc.subtitle = Some(
        "À remplir en lettres capitales, puis à donner à une pharmacie, à votre mairie ou à la CPTS"
            .to_owned(),
    );
    if let Some(svg) = drawing(address) {
        doc.push(Figure {
            svg,
            caption: String::new(),
            alternative: format!(
                "Code à scanner pour remplir ce formulaire sur un téléphone\u{a0}: {address}"
            ),
            source: None,
            width: 0.2,
        });
    }
    doc.paragraph(format!(
        "Sur un téléphone ou un ordinateur\u{a0}: scannez ce carré, ou allez sur {address}"
    ));
    if !reglage.telephone.is_empty() {
        doc.paragraph(Text::new().plain("Besoin d’aide\u{202f}? Appelez le ").strong(&reglage.telephone));
    }
    about(&mut doc);
    title(&mut doc, "6. Votre situation (cochez ce qui est vrai)");
    let asked = regle.criteres.iter().filter(|one| one.quand == Quand::Coche && !one.question.is_empty());
    let moves = "Je ne peux pas me déplacer\u{a0}: le médecin doit venir à la maison".to_owned();
    ticks(&mut doc, &asked.map(|one| one.question.clone()).chain([moves]).collect::<Vec<_>>());
    title(&mut doc, "7. Autre chose à nous dire\u{202f}?");
    lines(&mut doc, &["Langue parlée, distance possible, autre"]);
    title(&mut doc, "8. Votre accord");
    ticks(
        &mut doc,
        &["Je suis d’accord pour que la CPTS garde ces informations et cherche un médecin pour moi."
            .to_owned()],
    );
    lines(&mut doc, &["Date et signature"]);
    doc.push(Block::Callout(Callout {
        tone: documents::Tone::Note,
        title: "Vos informations".to_owned(),
        text: Text::new().plain(format!(
            "Elles sont gardées par {cpts} pour vous trouver un médecin, et pour rien d’autre\u{a0}: chiffrées, effacées {}\u{a0}mois après la fin de la demande. Un médecin ne voit votre nom que s’il accepte. Vous pouvez les voir, les corriger, les faire effacer\u{a0}: appelez la CPTS. En savoir plus\u{a0}: {address}/donnees. Réclamation\u{a0}: www.cnil.fr.",
            reglage.mois_de_conservation
        )),
    }));
    doc
}

/// Who, where, how to reach them, since when.
fn about(doc: &mut Document) {
    title(doc, "1. Qui remplit ce papier\u{202f}?");
    ticks(
        doc,
        &[
            "La personne elle-même".to_owned(),
            "Quelqu’un qui l’aide (nom, lien, téléphone ci-dessous)".to_owned(),
        ],
    );
    lines(doc, &["Nom de la personne qui aide", "Son lien et son téléphone"]);
    title(doc, "2. Qui cherche un médecin\u{202f}? (une feuille par personne)");
    lines(doc, &["Nom", "Prénom", "Date de naissance (jour, mois, année)"]);
    title(doc, "3. Où habitez-vous\u{202f}?");
    lines(doc, &["Commune et code postal", "Numéro et rue"]);
    title(doc, "4. Comment vous joindre\u{202f}?");
    lines(doc, &["Téléphone", "Adresse électronique"]);
    ticks(
        doc,
        &[
            "Prévenez-moi par SMS ou courriel".to_owned(),
            "Appelez-moi".to_owned(),
            "Écrivez-moi une lettre".to_owned(),
        ],
    );
    title(doc, "5. Depuis quand n’avez-vous plus de médecin traitant\u{202f}?");
    lines(doc, &["Mois et année", "Nom de l’ancien médecin"]);
}

fn title(doc: &mut Document, words: &str) {
    doc.heading(Level::Two, words);
}

fn ticks(doc: &mut Document, words: &[String]) {
    for one in words {
        doc.paragraph(Text::new().strong(CASE).plain(format!("  {one}")));
    }
}

/// Lines to write on: what is asked, and room for an answer.
fn lines(doc: &mut Document, asked: &[&str]) {
    let row = |words: &&str| vec![(*words).into(), "\u{a0}\n\u{a0}".into()];
    doc.push(Table {
        caption: String::new(),
        columns: vec![Column::text("À remplir", 2.0), Column::text("Votre réponse", 4.0)],
        rows: asked.iter().map(row).collect(),
        total: None,
        source: None,
    });
}

/// The square that telephones read, as a drawing that stands alone.
fn drawing(address: &str) -> Option<String> {
    let drawn = ui::qr(address, "Formulaire", 160)?.into_string();
    Some(drawn.replacen("<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" ", 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_paper_twin_asks_what_the_form_asks() {
        let doc = document(
            "CPTS du Velay",
            "https://exemple.fr/velay/medecin-traitant",
            &Regle::proposee(),
            &Reglage::default(),
            date(2026, 3, 2),
        );
        let pdf = documents::pdf_counted(&doc).unwrap();
        assert!(pdf.bytes.starts_with(b"%PDF") && pdf.pages <= 4, "{}", pdf.pages);
        let said = format!("{:?}", doc.blocks);
        for words in ["1. Qui", "8. Votre accord", "complémentaire santé solidaire", "/donnees"] {
            assert!(said.contains(words), "{words}");
        }
    }
}
