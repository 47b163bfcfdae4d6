//! The figures of a period, each explained; the same for outside, small groups masked.

use super::{ROOM, suivi_export as export};
use crate::chiffres::{Delai, Part, SEMAINE};
use crate::droits::VOIR;
use crate::store::guides;
use crate::{Chiffres, Coffre, Guide, Phase, chiffres};
use axum::extract::State;
use jiff::ToSpan;
use jiff::civil::Date;
use maud::{Markup, html};
use ui::alert::alert;
use ui::figure::{Bar, Explanation, bars, figures};
use ui::section::section;
use ui::{
    Button, Choice, Column, Field, Figure, Filled, Frame, Icon, Row, Table, Tone, empty::empty, francais,
};
use web::{Answer, App, Fields, Problem, Routes, Visit};

/// Months that may be chosen.
const MOIS: i32 = 60;

pub(super) fn routes() -> Routes {
    Routes::new().get("/{cpts}/espace/soins-non-programmes/suivi", VOIR, show).get(
        "/{cpts}/espace/soins-non-programmes/suivi.csv",
        VOIR,
        export::csv,
    )
}

/// What the page counts, and the guide whose words name the motifs.
pub(super) struct Vue {
    pub(super) chiffres: Chiffres,
    pub(super) guide: Guide,
}

impl Vue {
    pub(super) async fn read(visit: &Visit, app: &App, (du, au): (Date, Date)) -> Result<Self, Problem> {
        let coffre = Coffre::new(app.db.secret(), visit.ctx.cpts);
        let mut tx = app.db.read(&visit.ctx).await?;
        let chiffres = chiffres(&mut tx, &coffre, du, au).await?;
        Ok(Self { chiffres, guide: guides::en_vigueur(&mut tx).await?.guide })
    }

    /// The words of a motif; its code once the guide has it no more.
    pub(super) fn motif(&self, code: &str) -> String {
        self.guide.motif(code).map_or_else(|| code.to_owned(), |one| one.libelle.clone())
    }
}

/// The first day of two months: those asked, or the last three when nothing is.
pub(super) fn periode(query: &Fields, jour: Date) -> Result<(Date, Date), &'static str> {
    let now = jour.first_of_month();
    if !query.has("du") && !query.has("au") {
        return Ok((now.saturating_sub(2.months()), now));
    }
    let known = |day: &Date| (now.saturating_sub((MOIS - 1).months())..=now).contains(day);
    let read = |name: &str| format!("{}-01", query.get(name)).parse::<Date>().ok().filter(known);
    match read("du").zip(read("au")) {
        Some((du, au)) if du <= au => Ok((du, au)),
        Some(_) => Err("La période finit avant de commencer."),
        None => Err("Choisissez le premier et le dernier mois."),
    }
}

pub(super) fn month(day: Date) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

fn frame(visit: &Visit) -> Frame {
    let mut frame = ROOM.below(visit, "Suivi", &[]);
    frame.lead = Some("Combien d’appels, en combien de temps une place, quand et pour quoi.".into());
    frame
}

async fn show(visit: Visit, State(app): State<App>, query: Fields) -> Answer {
    match periode(&query, kernel::today(visit.ctx.now)) {
        Ok(asked) => {
            let vue = Vue::read(&visit, &app, asked).await?;
            Ok(visit.page(&frame(&visit), page(&visit, &vue)))
        }
        Err(why) => {
            let chosen = (query.get("du").to_owned(), query.get("au").to_owned());
            let content =
                html! { (ROOM.tabs(&visit, "suivi")) (alert(Tone::Danger, why)) (period(&visit, &chosen)) };
            Ok(visit.refused(frame(&visit), content))
        }
    }
}

fn period(visit: &Visit, (du, au): &(String, String)) -> Markup {
    let now = kernel::today(visit.ctx.now).first_of_month();
    let choices = || {
        let days = (0..MOIS).map(|back| now.saturating_sub(back.months()));
        days.map(|day| Choice::new(month(day), francais::mois_annee(day))).collect::<Vec<_>>()
    };
    let filled = Filled::new().value("du", du).value("au", au);
    ui::form::filters(
        &ROOM.at(visit, "suivi"),
        html! {
            (Field::select("du", "De", choices()).filled(&filled))
            (Field::select("au", "à", choices()).filled(&filled))
        },
    )
}

fn page(visit: &Visit, vue: &Vue) -> Markup {
    let all = &vue.chiffres;
    let asked = (month(all.du), month(all.au));
    let file = ROOM.at(visit, &format!("suivi.csv?du={}&au={}", asked.0, asked.1));
    html! {
        (ROOM.tabs(visit, "suivi"))
        (period(visit, &asked))
        @if all.ensemble.recues == 0 { (nothing(visit)) } @else {
            (figures(&heads(all)))
            (section("motifs", "Pour quoi on appelle", parts("par-motif", "Motif", all.motifs.iter().map(|(code, part)| (vue.motif(code), *part)))))
            (section("quand", "Quand on appelle", peaks(all)))
            (section("issues", "Ce que sont devenues les demandes", outcomes(all)))
            (section("origines", "D’où viennent les demandes", parts("par-origine", "Demande faite par", all.origines.iter().map(|(one, part)| (one.libelle().to_owned(), *part)))))
            (section("dehors", "Pour le dialogue de gestion", html! {
                p { "Ce fichier ne contient aucune identité. Les groupes de moins de " (documents::masked::SMALL) " y sont masqués, et avec eux ce qu’une soustraction ferait retrouver. Sur cette page les nombres sont exacts\u{a0}: ils restent dans la CPTS." }
                p { (Button::secondary("Texte (.csv)").icon(Icon::Download).href(file)) }
                p.soft { "Cette page s’imprime telle quelle depuis votre navigateur. Chaque soin donné et chaque appel transmis au 15 est aussi un acte du registre, sans nom\u{a0}: dans Indicateurs, un indicateur le compte par son thème." }
            }))
        }
    }
}

fn nothing(visit: &Visit) -> Markup {
    let help = "Choisissez une autre période. Les demandes notées dans la console sont comptées ici le jour même\u{a0}; celles qui sont effacées restent comptées, sans lien avec personne.";
    let go = html! { (Button::secondary("Aller à la console").href(ROOM.at(visit, ""))) };
    empty(Icon::Care, "Aucune demande sur la période", help, Some(go))
}

fn number(many: u32) -> String {
    francais::entier(u64::from(many))
}

/// « 50 % », « — » when nobody looked for a place.
fn rate(one: Part) -> String {
    one.pour_cent().map_or_else(|| "—".to_owned(), |rate| format!("{rate}\u{a0}%"))
}

fn heads(all: &Chiffres) -> Vec<Figure> {
    let explained = |words: &'static str| Explanation::new().formula(words);
    let Part { recues, a_placer, dans_le_delai } = all.ensemble;
    let ended =
        |wanted: Phase| all.issues.iter().find(|(phase, _)| *phase == wanted).map_or(0, |(_, many)| *many);
    let in_time = match all.ensemble.pour_cent() {
        None => Figure::missing("Place trouvée à temps", "Aucune demande n’a encore atteint son délai."),
        Some(rate) => Figure::new("Place trouvée à temps", rate.to_string()).unit("%").note(format!(
            "{}, sur {} qui cherchaient",
            francais::compte(i64::from(dans_le_delai), "demande", "demandes"),
            number(a_placer)
        )),
    };
    vec![
        Figure::new("Demandes reçues", number(recues)).unit("demandes").strong().explained(explained(
            "Demandes arrivées pendant ces mois, par tous les chemins, celles transmises au 15 et celles effacées depuis comprises.",
        )),
        in_time.strong().explained(explained(
            "Demandes dont une place, ou un professionnel qui les prend, a été trouvée avant leur échéance (le jour même ou dans les 24 heures), divisées par celles qui cherchaient une place. N’y sont pas\u{a0}: celles transmises au 15, et celles sans place dont le délai court encore. Une demande abandonnée sans place compte comme non trouvée.",
        )),
        delay("Temps pour une place", all.delai).explained(explained(
            "Minutes entre l’appel et le moment où une place est trouvée, pas jusqu’au soin. La moitié des demandes placées n’attendent pas plus longtemps que la médiane\u{a0}; neuf sur dix, pas plus que le second nombre.",
        )),
        Figure::new("Patients vus", number(ended(Phase::Honoree))).unit("demandes").explained(explained(
            "Demandes dont l’issue notée est «\u{a0}patient vu\u{a0}», par l’opérateur ou par le professionnel.",
        )),
        Figure::new("Transmises au 15", number(ended(Phase::Transmise15))).unit("demandes").explained(explained(
            "Demandes où un signe d’alarme a été noté et qui ont été confiées au SAMU.",
        )),
    ]
}

fn delay(label: &'static str, one: Delai) -> Figure {
    let words = |minutes: u32| francais::duree(i64::from(minutes));
    match (one.mediane, one.p90) {
        (Some(half), Some(nine)) => Figure::new(label, words(half)).unit("(médiane)").note(format!(
            "neuf sur dix\u{a0}: {} au plus\u{a0}; {} mesurées",
            words(nine),
            number(one.combien)
        )),
        _ => Figure::missing(label, "Aucune place trouvée sur la période."),
    }
}

fn parts(id: &'static str, what: &'static str, all: impl Iterator<Item = (String, Part)>) -> Markup {
    let columns = vec![
        Column::text(what),
        Column::number("Reçues"),
        Column::number("Cherchaient une place"),
        Column::number("Place à temps"),
        Column::number("Part"),
    ];
    let row = |(words, part): (String, Part)| {
        Row::new(vec![
            html! { (words) },
            html! { (number(part.recues)) },
            html! { (number(part.a_placer)) },
            html! { (number(part.dans_le_delai)) },
            html! { (rate(part)) },
        ])
    };
    let rows = all.filter(|(_, part)| part.recues > 0).map(row).collect();
    html! { (Table::new(id, what, columns).quiet_caption().rows(rows)) }
}

fn peaks(all: &Chiffres) -> Markup {
    let bar = |label: String, many: u32| {
        let words = francais::compte(i64::from(many), "demande", "demandes");
        Bar::new(label, f64::from(many), words)
    };
    let most = |bars: Vec<(String, u32)>| -> Vec<Bar> {
        let top = bars.iter().map(|(_, many)| *many).max().unwrap_or(0);
        bars.into_iter()
            .map(|(label, many)| if many == top { bar(label, many).strong() } else { bar(label, many) })
            .collect()
    };
    let hours: Vec<(String, u32)> = all.plages().map(|(plage, many)| (plage.to_string(), many)).collect();
    let first = hours.iter().position(|(_, many)| *many > 0).unwrap_or(0);
    let last = hours.iter().rposition(|(_, many)| *many > 0).unwrap_or(0);
    let days = SEMAINE.iter().zip(all.jours).map(|(day, many)| ((*day).to_owned(), many)).collect();
    let shown: Vec<(String, u32)> = hours.into_iter().skip(first).take(last - first + 1).collect();
    html! {
        (ui::section::grid(html! {
            (bars("Par heure d’appel, à l’heure de France", &most(shown), None))
            (bars("Par jour de la semaine", &most(days), None))
        }))
        p.soft { "Pour voir si les places offertes suivent ces pics, ouvrez Couverture." }
    }
}

fn outcomes(all: &Chiffres) -> Markup {
    let columns = vec![Column::text("Issue"), Column::number("Demandes")];
    let ended = all.issues.iter().map(|(phase, many)| (phase.libelle(), *many));
    let rows = ended.chain([("Pas encore terminée", all.en_cours)]).filter(|(_, many)| *many > 0);
    let rows = rows.map(|(words, many)| Row::new(vec![html! { (words) }, html! { (number(many)) }]));
    html! { (Table::new("par-issue", "Issues", columns).quiet_caption().compact().rows(rows.collect())) }
}
