//! Endorsements at an address of their own.
use openbadges::verify::{Answer, Mark, Verdict};
use serde_json::{Value, json};

use super::{
    ASSERTION, BADGE, ISSUER, PRAISE, UNION, assertion, badge, check_with, endorsements, issuer,
    praise,
};
use crate::support::found;

fn union() -> Value {
    json!({
        "@context": "https://w3id.org/openbadges/v2", "id": UNION, "type": "Profile", "name": "Union",
        "url": "https://union.example.org", "email": "badges@union.example.org",
    })
}

#[test]
fn hosted_endorsements_stand_beside_the_badge() {
    let with = |place: usize, endorsement: Value, served: &[(&str, Answer)]| {
        let mut documents = [assertion(), badge(), issuer()];
        documents[place]["endorsement"] = endorsement;
        let [a, b, c] = &documents;
        endorsements(&check_with([a, b, c], served))
    };
    for (place, about, name) in [
        (0, ASSERTION, "assertion"),
        (1, BADGE, "badge"),
        (2, ISSUER, "issuer"),
    ] {
        let served = [(PRAISE, found(&praise(about))), (UNION, found(&union()))];
        // By address, in a list, and embedded: the hosted document counts.
        let mut embedded = praise(about);
        embedded["claim"]["endorsementComment"] = "The best there is.".into();
        for form in [json!(PRAISE), json!([PRAISE]), json!([embedded])] {
            let (verdict, mark, results) = with(place, form, &served);
            assert_eq!(
                (verdict, mark),
                (Verdict::ValidIssuerUnknown, Mark::Ok),
                "{results:#?}"
            );
            assert_eq!(
                (
                    &results[0]["place"],
                    &results[0]["issuer_name"],
                    &results[0]["comment"]
                ),
                (
                    &json!(name),
                    &json!("Union"),
                    &json!("The exam is hard and fair.")
                )
            );
        }
    }
    let result = |endorsement: Value, profile: &Value| {
        let served = [(PRAISE, found(&endorsement)), (UNION, found(profile))];
        let (verdict, mark, results) = with(0, json!(PRAISE), &served);
        assert_eq!(
            (verdict, mark),
            (Verdict::ValidIssuerUnknown, Mark::Warning)
        );
        results[0]["result"].as_str().unwrap().to_owned()
    };
    assert_eq!(result(praise(BADGE), &union()), "failed");
    let bent = |member: &str, value: Value| {
        let mut bent = praise(ASSERTION);
        bent[member] = value;
        bent
    };
    for (member, value) in [
        ("issuedOn", json!("2027-01-01T00:00:00Z")),
        ("expires", json!("2026-03-01T00:00:00Z")),
        ("revoked", json!(true)),
        ("id", json!("https://union.example.org/endorsements/2")),
        ("type", json!("Assertion")),
        ("claim", json!({"id": BADGE})),
    ] {
        assert_eq!(result(bent(member, value), &union()), "failed", "{member}");
    }
    // Somebody's praise in the union's name, at a host of his own.
    let mut strict = union();
    strict["verification"] = json!({"startsWith": "https://union.example.org/official/"});
    assert_eq!(result(praise(ASSERTION), &strict), "failed");
    let (_, _, results) = with(0, json!(PRAISE), &[(PRAISE, found(&praise(ASSERTION)))]);
    assert_eq!(results[0]["result"], "unknown");
    let gone = Answer::Status {
        status: 410,
        body: Vec::new(),
    };
    let (_, _, results) = with(0, json!(PRAISE), &[(PRAISE, gone)]);
    assert_eq!(results[0]["why"], "it was withdrawn");
}
