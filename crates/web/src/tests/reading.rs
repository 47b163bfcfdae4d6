use crate::{Cookie, FieldErrors, Fields, Redirect, RightsTable, Settings};
use kernel::Right;
use kernel::saisie::{Refus, Refuses, line};

#[test]
fn fields_keep_order_repeats_and_accents() {
    let fields = Fields::parse("nom=+L%C3%A9a+&commune=43157&commune=43012&vide=");
    assert_eq!(fields.get("nom"), "Léa");
    assert_eq!(fields.all("commune").collect::<Vec<_>>(), ["43157", "43012"]);
    assert!(!fields.has("vide") && !fields.has("absent"));
}

#[test]
fn broken_encoding_is_read_as_far_as_possible() {
    assert_eq!(Fields::parse("a=%&b=%zz&=&&c").get("b"), "%zz");
}

#[test]
fn invisible_characters_are_dropped_and_lines_kept() {
    assert_eq!(Fields::parse("nom=L%00%C3%A9a%07&liste=a%0D%0Ab%09c").get("nom"), "Léa");
    assert_eq!(Fields::parse("liste=a%0D%0Ab%09c").get("liste"), "a\r\nb\tc");
}

#[test]
fn each_unreadable_field_gets_its_sentence() {
    let fields = Fields::parse("age=douze&nom=");
    let mut reader = fields.reader();
    let age: Option<u32> = reader.required("age");
    let name: Option<String> = reader.required("nom");
    let errors = reader.finish(age.zip(name)).unwrap_err();
    assert!(errors.get("age").is_some_and(|words| words.contains("«\u{a0}douze\u{a0}»")), "{errors:?}");
    assert_eq!(errors.get("nom"), Some("Ce champ est obligatoire."));
}

#[test]
fn the_faults_of_a_noun_stand_beside_their_fields() {
    let fields = Fields::parse("age=douze&nom=&motif=");
    let mut reader = fields.reader();
    let _: Option<u32> = reader.required("age");
    assert_eq!(reader.keep(line("age", "12")).as_deref(), Some("12"));
    let two = Refuses(vec![Refus::new("age", "Trop jeune."), Refus::new("nom", "Inconnu.")]);
    assert_eq!(reader.keep(two.clone().finish(())), None);
    assert_eq!(reader.keep(line("motif", "")), None);
    let errors = reader.finish(Some(())).unwrap_err();
    assert!(errors.get("age").is_some_and(|words| words.contains("douze")), "the first stays: {errors:?}");
    assert_eq!(
        (errors.get("nom"), errors.get("motif")),
        (Some("Inconnu."), Some("Ce champ est obligatoire."))
    );
    assert_eq!(FieldErrors::from(two).get("nom"), Some("Inconnu."));
    assert_eq!(FieldErrors::from(Refus::new("le", "Trop tard.")), FieldErrors::one("le", "Trop tard."));
}

#[test]
fn secrets_are_not_shown_again() {
    let filled = Fields::parse("courriel=a%40b.fr&mot_de_passe=secret").filled(&FieldErrors::default());
    assert_eq!((filled.get("courriel"), filled.get("mot_de_passe")), (Some("a@b.fr"), None));
}

#[test]
fn a_redirection_never_leaves_the_site() {
    for path in ["//ailleurs.test", "https://ailleurs.test", "/\\ailleurs.test", "ailleurs", "/a\r\nb"] {
        assert!(format!("{:?}", Redirect::to(path)).contains("to: \"/\""), "{path}");
    }
    assert!(format!("{:?}", Redirect::to("/velay/espace?x=1")).contains("/velay/espace?x=1"));
}

#[test]
fn cookies_are_secure_over_tls_and_always_closed_to_scripts() {
    let settings = |url: &str| Settings { public_url: url.to_owned(), demo: false, name: String::new() };
    let cookie = Cookie { name: "a", value: "b".to_owned(), max_age: 10 };
    let header = |url| cookie.header(&settings(url)).unwrap().to_str().unwrap().to_owned();
    assert!(header("https://x").ends_with("HttpOnly; SameSite=Lax; Max-Age=10; Secure"));
    assert!(header("http://x").ends_with("HttpOnly; SameSite=Lax; Max-Age=10"));
    assert_eq!(crate::session_cookie(&settings("https://x")), "__Host-maillage");
}

#[test]
fn the_rights_table_refuses_what_is_not_plain() {
    let error = |text| RightsTable::parse(text).unwrap_err().to_string();
    assert_eq!(error("droit | sens | a\nx.y | z"), "rights table, line 2: 2 cells for 3 columns");
    assert_eq!(
        error("droit | sens | a\nx.y | z | o"),
        "rights table, line 2: « o » where « x » or nothing is expected"
    );
    assert_eq!(
        error("droit | sens | a\nx.y | z | x\nx.y | z |"),
        "rights table, line 3: this right already has a line"
    );
}

#[test]
fn rights_add_up_over_roles() {
    let table = RightsTable::parse(
        "droit | s | visiteur | connecte | a | b\nv | | x | | |\nc | | | x | |\na | | | | x |\nb | | | | | x",
    )
    .unwrap();
    let has = |signed, roles: &[&str]| {
        let roles: Vec<String> = roles.iter().map(|role| (*role).to_owned()).collect();
        let rights = table.rights_of(signed, &roles);
        ["v", "c", "a", "b"].into_iter().filter(|r| rights.contains(Right(r))).collect::<String>()
    };
    assert_eq!(has(false, &[]), "v");
    assert_eq!(has(true, &["a", "b"]), "vcab");
    assert_eq!(has(true, &["inconnu"]), "vc");
}

#[test]
fn a_day_is_read_as_browsers_send_it_and_as_people_type_it() {
    let fields =
        Fields::parse("a=2026-03-14&b=14%2F3%2F2026&c=14.03.2026&d=31/02/2026&e=demain&f=14/03/26&g=");
    let mut reader = fields.reader();
    let read = ["a", "b", "c"].map(|name| reader.required::<jiff::civil::Date>(name).unwrap().to_string());
    assert_eq!(read, ["2026-03-14", "2026-03-14", "2026-03-14"]);
    assert_eq!(["d", "e", "f"].map(|name| reader.optional::<jiff::civil::Date>(name)), [None, None, None]);
    assert_eq!(reader.optional::<jiff::civil::Date>("g"), None);
    let errors = reader.finish(Some(())).unwrap_err();
    let sentence = "«\u{a0}demain\u{a0}» n’est pas une date\u{a0}: écrire par exemple 14/03/2026.";
    assert_eq!((errors.get("e"), errors.get("g")), (Some(sentence), None));
    assert!(errors.get("d").is_some() && errors.get("f").is_some());
}
