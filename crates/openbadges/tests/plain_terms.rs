//! The same graph as another document: what readers look for stays where they look.
//!
//! Whoever holds a signed badge can write it anew as long as the graph stays the same, and contexts are not in the graph.
use openbadges::context::Contexts;
use openbadges::jsonld::{JsonLdError, nquads};
use openbadges::proof;
use serde_json::{Map, Value, json};

use crate::support::{badge, key, sign};

/// A signed badge, written anew. The error is what its holder is told.
fn rewritten(change: impl Fn(&mut Map<String, Value>)) -> Result<(), String> {
    let mut document = sign(badge());
    change(document.as_object_mut().unwrap());
    let one = &proof::proofs(&document)[0];
    proof::verify(&document, one, &key().public(), &Contexts::bundled())
        .map_err(|error| error.code().to_owned())
}

fn with_context(members: &mut Map<String, Value>, context: Value) {
    members["@context"].as_array_mut().unwrap().push(context);
}

fn take(members: &mut Map<String, Value>, name: &str) -> Value {
    members.shift_remove(name).unwrap()
}

#[test]
fn what_decides_cannot_be_moved_out_of_sight() {
    assert_eq!(rewritten(|_| ()), Ok(()), "as it was issued");
    let second = Err("jsonld.second_name".to_owned());
    // Beside the credential, as one more object of the same id.
    for keyword in ["@included", "also"] {
        let moved = rewritten(|members| {
            let status = take(members, "credentialStatus");
            let again =
                json!({"id": members["id"], "type": members["type"], "credentialStatus": status});
            with_context(members, json!({"also": "@included"}));
            members.insert(keyword.into(), json!([again]));
        });
        assert_eq!(moved, second, "{keyword}");
    }
    // In a group.
    for keyword in ["@nest", "details"] {
        let moved = rewritten(|members| {
            let status = take(members, "credentialStatus");
            with_context(members, json!({"details": "@nest"}));
            members.insert(keyword.into(), json!({"credentialStatus": status}));
        });
        assert_eq!(moved, second, "{keyword}");
    }
    // As the set that it is.
    let moved = rewritten(|members| {
        let status = take(members, "credentialStatus");
        members.insert("credentialStatus".into(), json!({"@set": [status]}));
    });
    assert_eq!(moved, second);
    // Told from the other side.
    let moved = rewritten(|members| {
        let mut status = take(members, "credentialStatus");
        status["statusOf"] = json!({"id": members["id"]});
        let of = "https://www.w3.org/2018/credentials#credentialStatus";
        with_context(members, json!({"statusOf": {"@reverse": of}}));
        members.insert("@included".into(), status);
    });
    assert_eq!(moved, second);
    let moved = rewritten(|members| {
        let mut status = take(members, "credentialStatus");
        let of = "https://www.w3.org/2018/credentials#credentialStatus";
        status["@reverse"] = json!({of: {"id": members["id"]}});
        members.insert("@included".into(), status);
    });
    assert_eq!(moved, second);
    // By another name of the vocabulary, of a prefix, of a term.
    for context in [
        json!({"@vocab": "https://www.w3.org/2018/credentials#credential"}),
        json!({"Status": "https://www.w3.org/2018/credentials#credentialStatus"}),
        json!({"c": "https://www.w3.org/2018/credentials#", "Status": "c:credentialStatus"}),
        json!({"Status": {"@id": "https://www.w3.org/2018/credentials#credentialStatus", "@container": "@id"}}),
    ] {
        let moved = rewritten(|members| {
            let status = take(members, "credentialStatus");
            with_context(members, context.clone());
            members.insert("Status".into(), status);
        });
        assert_eq!(moved, second, "{context}");
    }
}

#[test]
fn what_readers_look_for_cannot_be_moved_either() {
    let second = Err("jsonld.second_name".to_owned());
    let achievement = |members: &mut Map<String, Value>| {
        members["credentialSubject"]
            .as_object_mut()
            .unwrap()
            .shift_remove("achievement")
            .unwrap()
    };
    let moved = rewritten(|members| {
        let achievement = achievement(members);
        let own = &members["credentialSubject"];
        let subject = json!({"id": own["id"], "type": own["type"], "achievement": achievement});
        members.insert("@included".into(), subject);
    });
    assert_eq!(moved, second);
    // The object alone, with a link left behind.
    let moved = rewritten(|members| {
        let achievement = achievement(members);
        members["credentialSubject"]["achievement"] = json!({"id": achievement["id"]});
        members.insert("@included".into(), achievement);
    });
    assert_eq!(moved, second);
    let moved = rewritten(|members| {
        let achievement = achievement(members);
        members["credentialSubject"]["@nest"] = json!({"achievement": achievement});
    });
    assert_eq!(moved, second);
    for (context, name) in [
        (json!({"named": "https://schema.org/name"}), "named"),
        (json!({"@vocab": "https://schema.org/"}), "name"),
        (json!({"s": "https://schema.org/"}), "s:name"),
        (json!({}), "https://schema.org/name"),
    ] {
        let moved = rewritten(|members| {
            with_context(members, context.clone());
            let subject = members["credentialSubject"]["achievement"]
                .as_object_mut()
                .unwrap();
            let value = subject.shift_remove("name").unwrap();
            subject.insert(name.into(), value);
        });
        let same = name == "name";
        assert_eq!(moved.is_ok(), same, "{context} {name}: {moved:?}");
    }
    // The credential's own address, which lists of revoked ones name.
    let moved = rewritten(|members| {
        with_context(members, json!({"b": "https://badges.example.org/b/"}));
        let id = members["id"]
            .as_str()
            .unwrap()
            .replace("https://badges.example.org/b/", "b:");
        members.insert("id".into(), id.into());
    });
    assert_eq!(moved, second);
    let moved = rewritten(|members| {
        with_context(members, json!({"@base": "https://badges.example.org/b/"}));
        let id = members["id"]
            .as_str()
            .unwrap()
            .replace("https://badges.example.org/b/", "");
        members.insert("id".into(), id.into());
    });
    assert_eq!(moved, Err("jsonld.relative_address".into()));
    // Words that no signature covers.
    for (context, name) in [(json!({}), "@index"), (json!({"grade": "@index"}), "grade")] {
        let added = rewritten(|members| {
            with_context(members, context.clone());
            members["credentialSubject"][name] = "A+".into();
        });
        assert_eq!(added, Err("jsonld.lost_value".into()), "{name}");
    }
}

/// The class of a badge defines them anew, so nothing would change; a reader that goes by the context alone would be misled.
#[test]
fn no_context_takes_away_what_published_ones_define() {
    let hidden = Err("jsonld.bad_context".to_owned());
    for nothing in [json!(null), json!({"@id": null})] {
        let taken = rewritten(|members| {
            with_context(members, json!({"credentialStatus": nothing}));
        });
        assert_eq!(taken, hidden, "{nothing}");
    }
    let own = rewritten(|members| with_context(members, json!({"nobodyDefinesThis": null})));
    assert_eq!(own, Ok(()));
}

/// A badge that says of itself, somewhere inside, what is said of it at the top, hides nothing of it there.
#[test]
fn what_decides_is_not_found_in_an_object_of_the_same_id() {
    let plain = |document: &Value| nquads(document, &Contexts::bundled());
    let mut document = badge();
    let status = document
        .as_object_mut()
        .unwrap()
        .shift_remove("credentialStatus")
        .unwrap();
    document["evidence"] =
        json!([{"id": document["id"], "type": ["Evidence"], "name": "This badge."}]);
    assert!(plain(&document).is_ok());
    document["evidence"][0]["type"] = json!(["Evidence", "VerifiableCredential"]);
    document["evidence"][0]["credentialStatus"] = status;
    assert!(matches!(
        plain(&document),
        Err(JsonLdError::SecondName { .. })
    ));
}

/// A badge with data of its vendor, in forms that few badges have.
pub fn vendor_badge() -> Value {
    let vendor = json!({
        "ex": "https://vendor.example/ns#",
        "skills": {"@id": "ex:skills", "@container": ["@id", "@set"]},
        "details": "@nest",
        "level": {"@id": "ex:level", "@nest": "details"},
        "partOf": {"@reverse": "ex:hasPart"},
        "labels": {"@id": "ex:labels", "@container": "@language"},
        "steps": {"@id": "ex:steps", "@container": "@list"},
        "extra": {"@id": "ex:extra", "@type": "@json"},
    });
    let mut document = badge();
    document["@context"].as_array_mut().unwrap().push(vendor);
    let subject = &mut document["credentialSubject"];
    subject["details"] = json!({"level": 3});
    subject["skills"] = json!({
        "ex:welding": {"@type": "ex:Skill", "labels": {"en": "Welding", "de": "Schweißen"}, "name": "Welding"},
        "ex:law": {"steps": [["a", "b"], "c"], "partOf": {"@id": "ex:everything", "labels": {"@none": "All"}}},
    });
    subject["ex:note"] = json!({"@set": ["one", {"@value": "zwei", "@language": "de"}]});
    subject["extra"] = json!({"any": ["thing", 1.50]});
    document["partOf"] = json!({"@id": "ex:programme", "labels": {"en": "Programme"}});
    document["@included"] = json!([{"id": "ex:everything", "ex:size": 7}]);
    document
}

/// What only a vendor's own terms lead to may have any form.
#[test]
fn a_vendors_own_data_may_be_written_as_json_ld_allows() {
    let signed = sign(vendor_badge());
    let one = &proof::proofs(&signed)[0];
    assert_eq!(
        proof::verify(&signed, one, &key().public(), &Contexts::bundled()),
        Ok(())
    );
}
