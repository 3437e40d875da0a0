use super::{Problem, given, json_as};
use axum::{body::Body, extract::FromRequestParts as _, http::Request};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Award {
    achievement: String,
    recipient: Recipient,
    #[serde(default)]
    evidence: Vec<Recipient>,
    months: Option<u32>,
    #[serde(default, deserialize_with = "given")]
    notify: Option<bool>,
    design: Option<serde_json::Value>,
}
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Recipient {
    email: String,
}
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Options {
    #[serde(default)]
    dry_run: bool,
    limit: Option<u32>,
    #[serde(default)]
    search: String,
}

/// Field, value and fix of what is refused.
fn refused(body: &str) -> (String, String, String) {
    let problem = json_as::<Award>(body.as_bytes()).unwrap_err();
    only(problem)
}
fn only(problem: Problem) -> (String, String, String) {
    assert_eq!((problem.status, problem.code()), (400, "malformed"));
    let [error] = problem.errors.as_slice() else {
        panic!("{problem:?}")
    };
    (
        error.field.clone(),
        error.value.clone(),
        error.problem.clone(),
    )
}
async fn query(text: &str) -> Result<Options, Problem> {
    let (mut parts, ()) = Request::builder()
        .uri(format!("/v1/x?{text}"))
        .body(())
        .unwrap()
        .into_parts();
    super::Query::from_request_parts(&mut parts, &())
        .await
        .map(|super::Query(read)| read)
}

#[test]
fn a_body_that_fits_is_read() {
    let read: Award = json_as(
        br#"{"achievement":"a","recipient":{"email":"e"},"evidence":[{"email":"f"}],"months":null,"notify":false,"design":{"x":[1,-2,0.5,null]}}"#,
    )
    .unwrap();
    assert_eq!(read.achievement, "a");
    assert_eq!(read.recipient.email, "e");
    assert_eq!(read.evidence[0].email, "f");
    assert_eq!((read.months, read.notify), (None, Some(false)));
    assert_eq!(read.design.unwrap().to_string(), r#"{"x":[1,-2,0.5,null]}"#);
}

#[test]
fn whatever_does_not_fit_is_told_by_place_value_and_fix() {
    let cases = [
        (
            r#"{"recipient":{"email":"e"}}"#,
            "achievement",
            "",
            "missing",
        ),
        (
            r#"{"achievement":"a","recipient":{}}"#,
            "recipient.email",
            "",
            "missing",
        ),
        (
            r#"{"achievement":5,"recipient":{"email":"e"}}"#,
            "achievement",
            "5",
            "it is a number; write a string",
        ),
        (
            r#"{"achievement":"a","recipient":["e"]}"#,
            "recipient",
            r#"["e"]"#,
            "it is a list; write an object",
        ),
        (
            r#"{"achievement":"a","recipient":null}"#,
            "recipient",
            "null",
            "it is null; write an object",
        ),
        (
            r#"{"achievement":"a","recipient":{"email":"e"},"evidence":{}}"#,
            "evidence",
            "{}",
            "it is an object; write a list",
        ),
        (
            r#"{"achievement":"a","recipient":{"email":"e"},"evidence":[{"email":"f"},{"email":7}]}"#,
            "evidence[1].email",
            "7",
            "write a string",
        ),
        (
            r#"{"achievement":"a","recipient":{"email":"e"},"months":-1}"#,
            "months",
            "-1",
            "whole number",
        ),
        (
            r#"{"achievement":"a","recipient":{"email":"e"},"months":"12"}"#,
            "months",
            "12",
            "it is a string; write a whole number, 0 or more",
        ),
        (
            r#"{"achievement":"a","recipient":{"email":"e"},"notify":null}"#,
            "notify",
            "null",
            "it is null; write true or false",
        ),
        (
            r#"{"achievement":"a","recipient":{"email":"e","mail":"x"}}"#,
            "recipient.mail",
            "x",
            "there are email",
        ),
        (
            r#"["a"]"#,
            "body",
            r#"["a"]"#,
            "it is a list; write an object",
        ),
        ("5", "body", "5", "write an object"),
    ];
    for (body, field, value, fix) in cases {
        let (told, stood, problem) = refused(body);
        assert_eq!((told.as_str(), stood.as_str()), (field, value), "{body}");
        assert!(problem.contains(fix), "{body}: {problem}");
    }
}

#[test]
fn what_is_no_json_is_told_by_line_and_column() {
    let (field, value, problem) = refused("{\"achievement\": \"a\",\n  bad}");
    assert_eq!((field.as_str(), value.as_str()), ("body", "  bad}"));
    assert!(problem.contains("line 2 column 3"), "{problem}");
    assert!(refused(" \n").2.contains("empty"));
    assert!(refused("{} x").2.contains("trailing"));
    let (.., twice) = refused(r#"{"achievement":"a","achievement":"b"}"#);
    assert!(twice.contains("`achievement` stands twice"), "{twice}");
}

#[tokio::test]
async fn a_parameter_that_is_not_known_is_refused() {
    let read = query("dry_run=true&limit=7&search=a%20b%26").await.unwrap();
    assert_eq!(
        (read.dry_run, read.limit, read.search.as_str()),
        (true, Some(7), "a b&")
    );
    assert!(!query("").await.unwrap().dry_run);
    let cases = [
        (
            "dryrun=true",
            "dryrun",
            "true",
            "there are dry_run, limit, search",
        ),
        ("dry_run=yes", "dry_run", "yes", "write true or false"),
        ("limit=-1", "limit", "-1", "whole number"),
        ("limit=1&limit=2", "limit", "2", "twice"),
    ];
    for (text, field, value, fix) in cases {
        let (told, stood, problem) = only(query(text).await.unwrap_err());
        assert_eq!((told.as_str(), stood.as_str()), (field, value), "{text}");
        assert!(problem.contains(fix), "{text}: {problem}");
    }
}

#[tokio::test]
async fn a_body_may_be_left_out_only_where_nothing_in_it_is_needed() {
    use axum::extract::FromRequest as _;
    #[derive(Default, Deserialize)]
    #[serde(default, deny_unknown_fields)]
    struct Renewal {
        valid_until: String,
    }
    let request = |body: &'static str, kind: Option<&str>| {
        let mut request = Request::post("/v1/x");
        if let Some(kind) = kind {
            request = request.header("content-type", kind);
        }
        request.body(Body::from(body)).unwrap()
    };
    let read = |r| super::OptionalBody::<Renewal>::from_request(r, &());
    assert_eq!(
        read(request("", None)).await.ok().unwrap().0.valid_until,
        ""
    );
    let json = Some("application/merge-patch+json; charset=utf-8");
    let body = r#"{"valid_until":"2027-01-01"}"#;
    assert_eq!(
        read(request(body, json)).await.ok().unwrap().0.valid_until,
        "2027-01-01"
    );
    let other = read(request(body, Some("text/plain"))).await.err().unwrap();
    assert_eq!(
        (other.status, other.errors[0].value.as_str()),
        (415, "text/plain")
    );
    let missing = super::Body::<Renewal>::from_request(request("", json), &())
        .await
        .err()
        .unwrap();
    assert_eq!(missing.errors[0].field, "body");
}
