//! What somebody may do here. Which role has which right stands in the application's rights table.

use kernel::Right;

/// Sign in and out.
pub const SE_CONNECTER: Right = Right("comptes.se_connecter");
/// See and change one's own account, and the list of one's CPTS.
pub const MON_COMPTE: Right = Right("comptes.mon_compte");
/// Open the settings of the CPTS.
pub const VOIR_REGLAGES: Right = Right("comptes.voir_reglages");
/// See the members of the CPTS.
pub const VOIR_MEMBRES: Right = Right("comptes.voir_membres");
/// Download the list of members.
pub const EXPORTER_MEMBRES: Right = Right("comptes.exporter_membres");
/// Invite, suspend, reinstate.
pub const GERER_MEMBRES: Right = Right("comptes.gerer_membres");
/// Give and take roles.
pub const CHANGER_ROLES: Right = Right("comptes.changer_roles");
/// Read the journal of the CPTS.
pub const VOIR_JOURNAL: Right = Right("comptes.voir_journal");
/// Read the register of processings (RGPD, article 30).
pub const VOIR_REGISTRE: Right = Right("comptes.voir_registre");
/// See who may do what.
pub const VOIR_ROLES: Right = Right("comptes.voir_roles");
/// Open a CPTS on the instance.
pub const OUVRIR_CPTS: Right = Right("comptes.ouvrir_cpts");
/// Follow a link received by mail or text message: everybody, and nothing more while they follow it.
pub const SUIVRE_LIEN: Right = Right("lien.suivre");
/// Close somebody's account on the whole instance, or lift their second factor.
pub const DESACTIVER: Right = Right("comptes.desactiver");

/// The person who acts on their own account.
pub(crate) fn moi(ctx: &kernel::Ctx) -> Result<kernel::Id<crate::Personne>, kernel::Denied> {
    ctx.require(MON_COMPTE)?;
    match ctx.actor {
        kernel::Actor::Personne(id) => Ok(kernel::Id::new(id)),
        kernel::Actor::Anonyme | kernel::Actor::Lien(_) | kernel::Actor::Systeme(_) => {
            Err(kernel::Denied { right: MON_COMPTE })
        }
    }
}
