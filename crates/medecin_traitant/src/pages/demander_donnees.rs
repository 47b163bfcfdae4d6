//! What is done of what people tell: what, why, how long, who, which rights (RGPD, article 13), in plain words.

use super::demander::{Base, frame, here};
use axum::extract::State;
use maud::{Markup, html};
use ui::section::section;
use web::{Answer, App, Visit};

pub(super) async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let base = Base::read(&visit, &app).await?;
    let cpts = visit.tenant()?.nom.clone();
    let content = html! {
        (part("qui", "Qui garde vos informations\u{202f}?", &[
            &format!("{cpts}. Une CPTS est une association de soignants. Elle décide de ce qui est fait de vos informations\u{a0}: elle en est responsable."),
            "Seul son secrétariat ouvre votre nom, et il écrit chaque fois pourquoi. Le médecin qui accepte de vous suivre le reçoit aussi. Personne d’autre.",
        ]))
        (part("quoi", "Quelles informations\u{202f}?", &[
            "Votre nom, votre date de naissance, votre commune, comment vous joindre, et ce que vous cochez sur votre situation.",
            "Un médecin à qui nous parlons de vous voit d’abord votre âge, votre situation et la distance. Jamais votre nom avant qu’il accepte.",
            "Nous ne demandons ni numéro de sécurité sociale, ni résultat, ni ordonnance.",
        ]))
        (part("pourquoi", "Pourquoi\u{202f}?", &[
            "Pour vous trouver un médecin traitant. Pour rien d’autre. Rien n’est vendu, rien ne sert à la publicité, aucun calcul caché ne décide à votre place\u{a0}: la règle qui dit qui passe d’abord est publique pour la CPTS, ligne par ligne.",
            "Nous le faisons parce que vous êtes d’accord. Vous pouvez changer d’avis quand vous voulez\u{a0}: votre demande s’arrête.",
        ]))
        (part("combien", "Combien de temps\u{202f}?", &[
            &format!("Tant que vous cherchez. Ensuite, {}\u{a0}mois. Puis tout ce qui dit qui vous êtes est effacé. Il reste seulement des nombres, par exemple combien de personnes ont trouvé un médecin.", base.reglage.mois_de_conservation),
            &format!("Tous les {}\u{a0}mois, nous vous demandons si vous cherchez toujours.", base.reglage.mois_entre_relances),
        ]))
        (part("comment", "Comment sont-elles protégées\u{202f}?", &[
            "Elles sont chiffrées. Votre nom est chiffré à part. Chaque lecture de votre nom est notée, avec sa raison. Les messages que nous envoyons ne disent rien de votre santé.",
        ]))
        (section("droits", "Vos droits", html! {
            ul {
                li { "Avec votre code, sur la page " a href=(here(&visit, "/suivi")?) { "Suivre ma demande" } "\u{a0}: changer votre téléphone, arrêter votre demande, effacer toutes vos informations." }
                li { "En appelant la CPTS\u{a0}: voir vos informations, les corriger, les recevoir dans un fichier, les faire effacer." }
            }
            @if !base.reglage.telephone.is_empty() { p { "Appelez le " strong { (base.reglage.telephone) } "." } }
            p { "Vous pensez que vos droits ne sont pas respectés\u{202f}? Vous pouvez écrire à la CNIL\u{a0}: " strong { "www.cnil.fr" } ", 3 place de Fontenoy, TSA 80715, 75334 Paris Cedex 07." }
        }))
        p { a href=(here(&visit, "")?) { "Retour au formulaire" } }
    };
    Ok(visit.page(&frame(&visit, "Ce que nous faisons de vos informations"), content))
}

fn part(id: &str, title: &str, words: &[&str]) -> Markup {
    section(id, title, html! { @for one in words { p { (one) } } })
}
