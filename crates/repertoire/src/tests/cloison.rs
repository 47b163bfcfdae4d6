//! The directories are the same for every CPTS: whoever asks gets the same answer.

use super::{FRANCE, SCHEMA, codes, day, l};
use crate::professionnels_of;
use testkit::{actors, each_engine};

each_engine! { SCHEMA;
    async fn two_cpts_read_the_same_directory(db) {
        day(&db, 20, &[l(1, "FICTIF", "ALIX")]).await;
        let mut answers = Vec::new();
        for n in [1, 2] {
            let mut tx = db.read(&actors::system().within(actors::cpts(n))).await.unwrap();
            answers.push(professionnels_of(&mut tx, &FRANCE, &codes("43157")).await.unwrap());
        }
        assert!(answers[0].len() == 1 && answers[0] == answers[1]);
    }
}
