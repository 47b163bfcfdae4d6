use crate::droits::{GERER_MEMBRES, VOIR_JOURNAL, VOIR_MEMBRES, VOIR_REGISTRE, VOIR_ROLES};
use kernel::Right;
use maud::html;
use ui::section::grid;
use web::{Answer, Visit};

/// A page of the settings: its right, its words, its address under `reglages/`.
type Entry = (Right, &'static str, &'static str, &'static str);

const ENTRIES: [Entry; 5] = [
    (VOIR_MEMBRES, "Membres", "Qui fait partie de la CPTS, avec quels rôles.", "membres"),
    (GERER_MEMBRES, "Inviter", "Donner un accès à une nouvelle personne.", "membres/inviter"),
    (VOIR_ROLES, "Qui peut quoi", "Ce que chaque rôle permet de voir et de faire.", "roles"),
    (VOIR_JOURNAL, "Journal", "Qui a fait ou lu quoi, et quand. Rien ne s’en efface.", "journal"),
    (
        VOIR_REGISTRE,
        "Registre des traitements",
        "Ce qui est gardé des personnes, pourquoi, combien de temps, et qui le lit (RGPD).",
        "registre",
    ),
];

pub(super) async fn show(visit: Visit) -> Answer {
    let allowed = ENTRIES.into_iter().filter(|(right, ..)| visit.can(*right));
    let content = grid(html! {
        @for (_, title, words, rest) in allowed {
            div.panel {
                h2 { a href=(visit.workspace(&format!("reglages/{rest}"))) { (title) } }
                p { (words) }
            }
        }
    });
    Ok(visit.page(&visit.frame("Réglages"), content))
}
