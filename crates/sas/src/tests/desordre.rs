//! Thousands of malformed requests under `/fhir`: each is answered in the words of FHIR, none by a fault of ours.

use super::*;
use axum::http::Method;

/// Numbers that look drawn and are always the same (xorshift).
struct Draw(u64);

impl Draw {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(below).unwrap()).unwrap()
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.next(of.len())]
    }
}

const TYPES: &[&str] = &[
    "Slot",
    "Schedule",
    "Practitioner",
    "PractitionerRole",
    "Organization",
    "HealthcareService",
    "Appointment",
    "Patient",
    "slot",
    "",
];
const ENDS: &[&str] = &[
    "",
    "/",
    "/1",
    "/_search",
    "/%00",
    "/%FF",
    "/..",
    "/a/b",
    "/00000000-0000-0000-0000-000000000000",
    "/_history",
    "/%2e%2e%2f",
    "/0192f7a0-0000-7000-8000-000000000001",
];
const NAMES: &[&str] = &[
    "start",
    "schedule.actor:Practitioner.identifier",
    "status",
    "_id",
    "identifier",
    "_include",
    "_include:iterate",
    "_count",
    "_format",
    "start:missing",
    "%00",
    "",
    "&",
    "%",
    "_lastUpdated",
];
const VALUES: &[&str] = &[
    "",
    "free",
    "ge2026-03-02",
    "le2026-03-05",
    "ge9999-12-31T23:59:59.999+14:00",
    "le0000-00-00",
    "ge2026-02-30",
    "ge-1",
    "ge2026-03-29T02:30:00",
    "urn:oid:1.2.250.1.71.4.2.1%7C810003421459",
    "urn:oid:1.2.250.1.71.4.2.1|810003421459",
    "%7C%7C%7C",
    "%FF%FE",
    "%",
    "%zz",
    "%00",
    ",,,,",
    "\\,",
    "99999999999999999999",
    "-1",
    "Slot:service-type-reference",
    "xml",
    "application/json+fhir",
    "2026-03-02T10:00:00 01:00",
    "%F0%9F%92%A9",
    "00000000-0000-0000-0000-000000000000",
    "'%20OR%201=1--",
    "%3Cscript%3E",
    "a%0D%0Ab",
];
const BODIES: &[&str] = &[
    "",
    "{",
    "null",
    "[]",
    "{}",
    "1e999",
    "\"\\ud800\"",
    "\u{0}",
    "{\"resourceType\":\"Practitioner\"}",
    "{\"resourceType\":\"Appointment\"}",
    "{\"resourceType\":\"Appointment\",\"identifier\":[{}],\"start\":3,\"end\":null,\"status\":[]}",
    "{\"resourceType\":\"Practitioner\",\"meta\":{\"lastUpdated\":\"-9999-01-01T00:00:00Z\"}}",
    "{\"resourceType\":\"Practitioner\",\"meta\":[],\"active\":true,\"name\":[{\"family\":\"\\u0000\",\"given\":[\"a\"]}],\"telecom\":[{\"system\":\"email\",\"value\":\"a@b\"}],\"identifier\":[{\"system\":\"x\",\"type\":{},\"value\":\"1\"}]}",
    "start=ge2026-03-02&start=le2026-03-05&status=free",
];
const KINDS: &[&str] =
    &["application/fhir+json", "application/x-www-form-urlencoded", "text/html", "multipart/form-data", ""];

/// A member somewhere in a resource that was right becomes something else.
fn spoil(draw: &mut Draw, value: &mut Value) {
    let odd = [
        Value::Null,
        3.into(),
        "".into(),
        "\u{0}".into(),
        Value::Bool(false),
        serde_json::json!([]),
        serde_json::json!({}),
        "é".repeat(300).into(),
    ];
    match value {
        Value::Object(members) if !members.is_empty() && draw.next(4) > 0 => {
            let rank = draw.next(members.len());
            spoil(draw, members.values_mut().nth(rank).unwrap());
        }
        Value::Array(items) if !items.is_empty() && draw.next(4) > 0 => {
            let rank = draw.next(items.len());
            spoil(draw, &mut items[rank]);
        }
        other => *other = odd[draw.next(odd.len())].clone(),
    }
}

/// A method, an address and a body.
fn request(draw: &mut Draw, right: &[Value]) -> (Method, String, String) {
    let method = [Method::GET, Method::POST, Method::PUT, Method::DELETE, Method::PATCH, Method::HEAD]
        [draw.next(6)]
    .clone();
    let mut path = format!("/fhir/{}{}", draw.one(TYPES), draw.one(ENDS));
    for rank in 0..draw.next(6) {
        path.push(if rank == 0 { '?' } else { '&' });
        path.extend([draw.one(NAMES), "=", draw.one(VALUES)]);
    }
    let path = path.replace(['|', '\\', ' '], "%7C");
    let body = if draw.next(3) == 0 {
        let mut one = right[draw.next(right.len())].clone();
        (0..=draw.next(3)).for_each(|_| spoil(draw, &mut one));
        one.to_string()
    } else {
        draw.one(BODIES).to_owned()
    };
    (method, path, body)
}

each_engine! { SCHEMA;
    async fn no_request_makes_a_fault(db) {
        let (ctx, who) = cpts(&db, "velay-sud").await;
        creneau(&ctx, &db, who, "2026-03-02T17:00:00Z", &[Visibilite::Snp]).await;
        let right = [
            regulateurs::regulator(IDNPS, "3456780581/1", "jules@test.com", true, "2026-03-02T08:00:00Z"),
            rdv::appointment("a-1", "booked", "2026-03-02T17:00:00Z", "2026-03-02T08:00:00Z"),
        ];
        let mut platform = site(&db, "2026-03-02T09:00:00Z", Acces::Ouvert, "").await;
        let mut draw = Draw(0x5a5a_1234_9876_0001);
        for _ in 0..4_000 {
            let (method, path, body) = request(&mut draw, &right);
            let said = format!("{method} {path}\n{body}");
            let head = method == Method::HEAD;
            let kind = draw.one(KINDS);
            let headers = [("content-type", kind), ("accept", draw.one(&["application/json+fhir", "text/html", "*/*"]))];
            let page = platform.send(method, &path, Some(body), &headers).await;
            assert!(page.status.as_u16() < 500, "{said}\n{} {}", page.status, page.body);
            if !page.status.is_success() && !head {
                let outcome: Value = serde_json::from_str(&page.body).unwrap_or_else(|why| panic!("{said}\n{why}: {}", page.body));
                assert_eq!(outcome["resourceType"], "OperationOutcome", "{said}");
                assert!(outcome["issue"][0]["diagnostics"].as_str().is_some_and(|words| !words.is_empty()), "{said}");
            }
        }
    }
}
