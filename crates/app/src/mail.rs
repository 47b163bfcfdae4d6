//! Letters by e-mail: to a real server when one is configured, else to a mailbox that the demo shows.

use crate::commands::Failure;
use jiff::Timestamp;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor, message::Mailbox as Address};
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

/// Letters kept by the local mailbox.
const KEPT: usize = 200;

/// A letter.
#[derive(Debug, Clone)]
pub(crate) struct Letter {
    pub(crate) to: String,
    pub(crate) subject: String,
    pub(crate) text: String,
    pub(crate) at: Timestamp,
}

/// Where letters go.
#[derive(Clone)]
pub(crate) enum Mailbox {
    /// A list in memory, shown at `/courriels` in the demo.
    Local(Arc<Mutex<VecDeque<Letter>>>),
    /// An SMTP server.
    Smtp(Arc<Smtp>),
}

/// An SMTP server and the sender's address.
pub(crate) struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Address,
}

impl Mailbox {
    pub(crate) fn local() -> Self {
        Self::Local(Arc::default())
    }

    /// The server at `url` (`smtp://`, `smtps://`), sending as `from`.
    pub(crate) fn smtp(url: &str, from: &str) -> Result<Self, Failure> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|error| Failure::refused(format!("Serveur de courriel : {error}")))?;
        let from = from.parse().map_err(|_| {
            Failure::refused(format!("Expéditeur des courriels : « {from} » n’est pas une adresse."))
        })?;
        Ok(Self::Smtp(Arc::new(Smtp { transport: transport.build(), from })))
    }

    /// Sends a letter; an error means « try again later ».
    pub(crate) async fn send(&self, letter: Letter) -> anyhow::Result<()> {
        match self {
            Self::Local(letters) => {
                let mut letters = letters.lock().unwrap_or_else(PoisonError::into_inner);
                letters.push_front(letter);
                letters.truncate(KEPT);
            }
            Self::Smtp(server) => {
                let message = Message::builder()
                    .from(server.from.clone())
                    .to(letter.to.parse()?)
                    .subject(letter.subject)
                    .body(letter.text)?;
                server.transport.send(message).await?;
            }
        }
        Ok(())
    }

    /// Letters of the local mailbox, newest first.
    pub(crate) fn letters(&self) -> Vec<Letter> {
        match self {
            Self::Local(letters) => {
                letters.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
            }
            Self::Smtp(_) => Vec::new(),
        }
    }
}
