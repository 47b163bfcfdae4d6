//! What is sealed here: bank details, the papers that prove them, the files of transfers.

use db::Secret;
use kernel::{Cpts, Id};
use vault::Vault;

/// The vault of a CPTS. What this crate sealed before `vault` existed opens too; whatever is written is sealed as everywhere else.
#[must_use]
pub fn coffre(secret: &Secret, cpts: Id<Cpts>) -> Vault {
    Vault::new(secret, "indemnites", cpts).with_former(secret, "indemnites.coffre", cpts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Compte;
    use data_encoding::HEXLOWER;
    use uuid::Uuid;

    /// The same account, sealed by the program as it was before, the second under a nonce that begins like a version.
    const FORMER: [&str; 2] = [
        "400102030405060708090a0b0c0d0e0f1011121314151617efd44b3d5567ec7e5dfe42bf4d37818e30655fe65e0fb62da08e98a86fcdf1b24deae1a868abc93d7c3da862fbe496c1ad28aeeb",
        "010102030405060708090a0b0c0d0e0f10111213141516172826a9a1130484e292a821442904a16c583d0dea1ce9155f086ee263923aee4214247ae9135f342f5011b9a985a6fc3867fa9277",
    ];

    #[test]
    fn bank_details_that_were_sealed_before_the_vault_are_still_read() {
        let (secret, me) = (Secret::new([7; 32]), Uuid::from_u128(2));
        let (here, there) = (Id::new(Uuid::from_u128(1)), Id::new(Uuid::from_u128(9)));
        let vault = coffre(&secret, here);
        let account = Compte::read("Éloïse Roux", "FR76 3000 6000 0112 3456 7890 189", "AGRIFRPP").unwrap();
        for hex in FORMER {
            let former = HEXLOWER.decode(hex.as_bytes()).unwrap();
            assert_eq!(Compte::open(&vault, me, "Éloïse Roux", &former).as_ref(), Some(&account));
            assert_eq!(Compte::open(&vault, Uuid::from_u128(3), "Éloïse Roux", &former), None);
            assert_eq!(Compte::open(&coffre(&secret, there), me, "Éloïse Roux", &former), None);
        }
        let sealed = account.seal(&vault, me);
        let only_the_new_way = Vault::new(&secret, "indemnites", here);
        assert_eq!(Compte::open(&only_the_new_way, me, "Éloïse Roux", &sealed), Some(account));
    }
}
