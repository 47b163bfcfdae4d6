//! A first text on the information system, from the settings in use: only what the program does, the rest to be filled in.

use std::collections::BTreeMap;
use std::fmt::Write;
use ui::francais;

/// What the settings say.
pub(super) struct Reglages<'a> {
    /// Address of the instance.
    pub adresse: &'a str,
    /// Links between browsers and server are encrypted.
    pub chiffre: bool,
    /// How many people hold each role; none when the writer may not see members.
    pub roles: BTreeMap<&'static str, i64>,
}

/// The text, with simple marks.
pub(super) fn systeme(reglages: &Reglages<'_>) -> String {
    let links = if reglages.chiffre {
        "Les échanges entre les postes et le serveur sont chiffrés (HTTPS)."
    } else {
        "À corriger avant la mise en service\u{a0}: l’adresse n’est pas en HTTPS, les échanges ne sont pas chiffrés."
    };
    let mut text = format!(
        "La CPTS coordonne son activité avec Maillage, un logiciel libre, à l’adresse {}.\n\n\
         **Hébergement.** Le programme et sa base de données fonctionnent sur un serveur choisi par la CPTS ou par qui l’administre pour elle. [À compléter\u{a0}: hébergeur, lieu, certification.]\n\n\
         **Sécurité**\n\n\
         - {links}\n\
         - Chaque personne a son propre compte. Elle y entre par un mot de passe, dont seule une empreinte est gardée, ou par un lien à usage unique envoyé à son adresse\u{a0}; elle peut exiger en plus un code de son téléphone.\n\
         - Les données de la CPTS sont séparées de celles des autres CPTS du même serveur.\n\
         - Chaque modification laisse une ligne dans un journal dont les lignes sont scellées l’une à l’autre\u{a0}: une ligne changée ou ôtée se voit.\n\
         - Le registre des actes compte des personnes et n’en nomme aucune.\n\n\
         **Qui accède à quoi.** Chaque page demande un droit, et chaque rôle a les siens\u{a0}; la table est consultable dans les réglages.",
        reglages.adresse
    );
    for (n, (role, people)) in reglages.roles.iter().enumerate() {
        let lead = if n == 0 { "\n\n" } else { "\n" };
        let _ = write!(text, "{lead}- {role}\u{a0}: {}", francais::compte(*people, "personne", "personnes"));
    }
    text.push_str(
        "\n\n**Effacement.** Un fichier retiré est effacé dès que plus rien ne le cite. Les liens et les sessions qui ne servent plus sont effacés.\n\n\
         **À compléter par la CPTS**\n\n\
         - Messagerie sécurisée de santé utilisée entre les membres\n\
         - Outil régional de coordination, agenda partagé, télésanté\n\
         - Responsable du traitement, registre, information des personnes",
    );
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_says_what_the_settings_are() {
        let roles = BTreeMap::from([("Coordination", 1), ("Membre", 12)]);
        let text = systeme(&Reglages { adresse: "https://velay.fr", chiffre: true, roles });
        assert!(text.contains("https://velay.fr") && text.contains("sont chiffrés (HTTPS)"), "{text}");
        assert!(text.contains("- Membre\u{a0}: 12\u{a0}personnes"), "{text}");
        let bare = systeme(&Reglages { adresse: "http://velay", chiffre: false, roles: BTreeMap::new() });
        assert!(bare.contains("ne sont pas chiffrés") && !bare.contains("Membre"), "{bare}");
    }
}
