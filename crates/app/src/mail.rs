//! Letters by e-mail and text messages: to a real server and a real gateway when they are configured, else to a list that
//! the demo shows.

use crate::{
    commands::Failure,
    sms::{Gateway, Text},
};
use anyhow::{anyhow, bail};
use comptes::{EXPEDITEUR, PartieCalendrier};
use jiff::Timestamp;
use lettre::message::header::ContentType;
use lettre::message::{Mailbox as Address, MultiPart, SinglePart};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

/// Letters and texts kept by the local list.
const KEPT: usize = 200;

/// A letter.
#[derive(Debug, Clone)]
pub(crate) struct Letter {
    pub(crate) to: String,
    pub(crate) subject: String,
    pub(crate) text: String,
    /// What calendars read.
    pub(crate) calendar: Option<PartieCalendrier>,
    pub(crate) at: Timestamp,
}

/// What the demo shows instead of sending it.
#[derive(Debug, Clone)]
pub(crate) enum Sent {
    Letter(Letter),
    Text(Text),
}

/// Where letters and text messages go.
#[derive(Clone)]
pub(crate) struct Mailbox {
    letters: Letters,
    texts: Texts,
    /// Newest first, shown at `/courriels` in the demo.
    sent: Arc<Mutex<VecDeque<Sent>>>,
}

/// Where letters go.
#[derive(Clone)]
enum Letters {
    Local,
    Smtp(Arc<Smtp>),
}

/// Where text messages go; nowhere when the operator has no gateway.
#[derive(Clone)]
enum Texts {
    Nowhere,
    Local,
    Gateway(Arc<Gateway>),
}

/// An SMTP server and the sender's address.
pub(crate) struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Address,
}

impl Mailbox {
    /// Sends nothing, keeps everything in memory.
    pub(crate) fn local() -> Self {
        Self { letters: Letters::Local, texts: Texts::Local, sent: Arc::default() }
    }

    /// The server at `url` (`smtp://`, `smtps://`), sending as `from`. Text messages go nowhere.
    pub(crate) fn smtp(url: &str, from: &str) -> Result<Self, Failure> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|error| Failure::refused(format!("Serveur de courriel : {error}")))?;
        let from = from.parse().map_err(|_| {
            Failure::refused(format!("Expéditeur des courriels : « {from} » n’est pas une adresse."))
        })?;
        let letters = Letters::Smtp(Arc::new(Smtp { transport: transport.build(), from }));
        Ok(Self { letters, texts: Texts::Nowhere, sent: Arc::default() })
    }

    /// Text messages go by this gateway, or nowhere.
    pub(crate) fn texting(self, gateway: Option<Gateway>) -> Self {
        let texts = gateway.map_or(Texts::Nowhere, |gateway| Texts::Gateway(Arc::new(gateway)));
        Self { texts, ..self }
    }

    /// Whether text messages go anywhere.
    pub(crate) fn can_send_sms(&self) -> bool {
        !matches!(self.texts, Texts::Nowhere)
    }

    /// Sends a letter; an error means « try again later » and does not tell to whom: it is kept and logged.
    pub(crate) async fn send(&self, letter: Letter) -> anyhow::Result<()> {
        match &self.letters {
            Letters::Local => self.keep(Sent::Letter(letter)),
            Letters::Smtp(server) => {
                let to = letter.to.clone();
                let sent = server.transport.send(compose(&server.from, letter)?).await;
                sent.map_err(|error| anyhow!(without(&error.to_string(), &to)))?;
            }
        }
        Ok(())
    }

    /// Sends a text message; an error means « try again later ».
    pub(crate) async fn text(&self, text: Text) -> anyhow::Result<()> {
        match &self.texts {
            Texts::Nowhere => bail!("no SMS gateway is configured"),
            Texts::Local => self.keep(Sent::Text(text)),
            Texts::Gateway(gateway) => gateway.send(&text).await?,
        }
        Ok(())
    }

    /// What would have left, newest first.
    pub(crate) fn sent(&self) -> Vec<Sent> {
        self.sent.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    fn keep(&self, one: Sent) {
        let mut sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        sent.push_front(one);
        sent.truncate(KEPT);
    }
}

/// What a server said, without the address that it repeats, nor the part before its @.
fn without(said: &str, to: &str) -> String {
    let name = to.split('@').next().unwrap_or_default();
    [to, name].iter().filter(|hidden| hidden.len() > 2).fold(said.to_owned(), |said, hidden| {
        let (mut out, mut from) = (String::new(), 0);
        for (at, _) in said.to_ascii_lowercase().match_indices(&hidden.to_ascii_lowercase()) {
            out += said.get(from..at).unwrap_or_default();
            out += "…";
            from = at + hidden.len();
        }
        out + said.get(from..).unwrap_or_default()
    })
}

/// A letter as it leaves: its words and, when it is an invitation, the same for calendars.
fn compose(from: &Address, letter: Letter) -> anyhow::Result<Message> {
    let message = Message::builder().from(from.clone()).to(letter.to.parse()?).subject(letter.subject);
    let Some(calendar) = letter.calendar else { return Ok(message.body(letter.text)?) };
    let kind = ContentType::parse(&format!("text/calendar; charset=utf-8; method={}", calendar.methode))?;
    let text = calendar.texte.replace(EXPEDITEUR, from.email.as_ref());
    let parts = MultiPart::alternative()
        .singlepart(SinglePart::plain(letter.text))
        .singlepart(SinglePart::builder().header(kind).body(text));
    Ok(message.multipart(parts)?)
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
            to: "lea@exemple.test".into(),
            subject: "Votre lien".into(),
            text: "Bonjour Léa".into(),
            calendar: None,
            at,
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

    #[test]
    fn an_invitation_carries_a_part_for_calendars_that_comes_from_the_sender() {
        let texte = "ORGANIZER:mailto:{expediteur}\r\n".to_owned();
        let calendar = Some(comptes::PartieCalendrier { methode: "REQUEST".into(), texte });
        let from = "Maillage <nepasrepondre@exemple.test>".parse().unwrap();
        let message = super::compose(&from, Letter { calendar, ..letter() }).unwrap();
        let said = String::from_utf8(message.formatted()).unwrap();
        for part in [
            "multipart/alternative",
            "text/calendar; charset=utf-8; method=REQUEST",
            "mailto:nepasrepondre@exemple.test",
        ] {
            assert!(said.contains(part), "{part}\n{said}");
        }
    }

    #[test]
    fn an_error_does_not_repeat_to_whom() {
        let said = "permanent error (550): <Jeanne.Durand@exemple.test>: user jeanne.durand unknown";
        let told = super::without(said, "jeanne.durand@exemple.test");
        assert_eq!(told, "permanent error (550): <…>: user … unknown");
        assert_eq!(super::without("relay denied", "a@b"), "relay denied");
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
