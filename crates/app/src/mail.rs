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

#[cfg(test)]
mod tests {
    use super::{Letter, Mailbox};
    use tokio::{
        io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
        net::TcpListener,
    };

    /// A server that takes one letter, and what it was told.
    async fn server(listener: TcpListener) -> String {
        let (stream, _) = listener.accept().await.unwrap();
        let mut stream = BufReader::new(stream);
        stream.write_all(b"220 essai\r\n").await.unwrap();
        let (mut said, mut in_letter) = (String::new(), false);
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line).await.unwrap() == 0 {
                return said;
            }
            said += &line;
            let answer = match line.trim_end() {
                "." => "250 pris\r\n",
                _ if in_letter => continue,
                "DATA" => "354 allez\r\n",
                "QUIT" => return said,
                _ => "250 bien\r\n",
            };
            in_letter = line.starts_with("DATA");
            stream.write_all(answer.as_bytes()).await.unwrap();
            if line.trim_end() == "." {
                return said;
            }
        }
    }

    fn letter() -> Letter {
        let at = "2026-03-02T07:00:00Z".parse().unwrap();
        Letter {
            to: "lea@exemple.test".into(), subject: "Votre lien".into(), text: "Bonjour Léa".into(), at
        }
    }

    #[tokio::test]
    async fn a_letter_leaves_by_the_configured_server() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        let taken = tokio::spawn(server(listener));
        Mailbox::smtp(&url, "Maillage <nepasrepondre@exemple.test>")
            .ok()
            .unwrap()
            .send(letter())
            .await
            .unwrap();
        let said = taken.await.unwrap();
        for part in
            ["MAIL FROM:<nepasrepondre@exemple.test>", "RCPT TO:<lea@exemple.test>", "Subject: Votre lien"]
        {
            assert!(said.contains(part), "{part}\n{said}");
        }
    }

    #[tokio::test]
    async fn a_server_that_does_not_answer_is_an_error_to_try_again() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        drop(listener);
        assert!(Mailbox::smtp(&url, "a@exemple.test").ok().unwrap().send(letter()).await.is_err());
        assert!(Mailbox::smtp("smtp://x", "pas une adresse").is_err());
    }
}
