//! What waits in « Ma journée » about money owed to people.

use crate::droits::{APPROUVER, EMETTRE, PAYER};
use crate::indemnite::Etat as EtatLigne;
use crate::lot::Etat;
use crate::store::{lectures, lots};
use db::{Result, Tx};
use ui::{Button, Card, Icon, Item, Tone, francais};
use web::{App, BoxFuture};

/// Place of the card on the page.
const RANK: u8 = 62;

pub(crate) fn read<'a>(_: &'a App, tx: &'a mut Tx) -> BoxFuture<'a, Result<Vec<(u8, Card)>>> {
    Box::pin(async move {
        let ctx = tx.ctx().clone();
        let may = |right| ctx.rights.contains(right);
        if !may(APPROUVER) && !may(PAYER) && !may(EMETTRE) {
            return Ok(Vec::new());
        }
        let Some(cpts) = comptes::here(tx).await? else { return Ok(Vec::new()) };
        let base = format!("/{}/espace/indemnites", cpts.slug);
        let mut items = Vec::new();
        let sums = lectures::sommes(tx, &lectures::Filtre::default()).await?;
        let waiting = [
            (APPROUVER, EtatLigne::Proposee, "à approuver"),
            (PAYER, EtatLigne::Approuvee, "à mettre dans un lot"),
            (PAYER, EtatLigne::Rejetee, "à payer de nouveau"),
        ];
        for (right, etat, words) in waiting {
            let Some((n, cents)) = sums.get(&etat).filter(|_| may(right)) else { continue };
            let go =
                Button::secondary("Payer sans crainte").about(words).small().href(format!("{base}/payer"));
            let item = Item::new(format!("{} {words}", francais::compte(*n, "indemnité", "indemnités")))
                .detail(francais::euros(*cents));
            items.push(item.mark(etat.tone(), etat.libelle()).action(go));
        }
        if may(EMETTRE) {
            let mine = crate::author(&ctx);
            let ready = lots::lots(tx)
                .await?
                .into_iter()
                .filter(|one| one.etat == Etat::Prepare && Some(one.prepare_par) != mine);
            items.extend(ready.map(|one| {
                let go = Button::secondary("Émettre")
                    .about(one.titre())
                    .small()
                    .href(format!("{base}/lots/{}", one.id));
                Item::new(format!("{} attend d’être émis", one.titre()))
                    .detail(francais::euros(one.total))
                    .mark(Tone::Info, "Virements")
                    .action(go)
            }));
        }
        if items.is_empty() {
            return Ok(Vec::new());
        }
        let card = Card::new(Icon::Euro, "Indemnités", "Aucune indemnité n’attend.").items(items);
        Ok(vec![(RANK, card.more("Voir les indemnités", base))])
    })
}
