//! Extensions of Open Badges 2.0: objects of type `Extension` whose context names the schema they keep to.
//!
//! The published ones are known here by their types and held to their schemas; others are named and left as they are.
use serde_json::{Map, Value};

use crate::json::{items, shown, strings};
use crate::ob3::Finding;
use crate::path::At;

/// An extension that stands in a document.
///
/// ```
/// use openbadges::ob2::{Extension, extensions};
/// use serde_json::json;
///
/// let link = json!({
///     "@context": "https://openbadgespec.org/extensions/applyLinkExtension/context.json",
///     "type": ["Extension", "extensions:ApplyLink"],
///     "url": "https://example.org/apply",
/// });
/// let badge = json!({"type": "BadgeClass", "extensions:applyLink": link});
/// let found: Vec<Extension> = extensions(&badge, "badge");
/// assert_eq!((found[0].path.as_str(), found[0].is_known), ("badge.extensions:applyLink", true));
/// assert!(found[0].findings.is_empty());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extension {
    /// Where it stands, `assertion.extensions:applyLink` for example.
    pub path: String,
    /// Its type besides `Extension`, as the document names it.
    pub kind: String,
    /// Whether its schema is known here; then [`Extension::findings`] is all that is wrong with it.
    pub is_known: bool,
    /// What is wrong with it.
    pub findings: Vec<Finding>,
}

/// What a member of an extension must be.
#[derive(Clone, Copy)]
enum Is {
    Text,
    Address,
    Texts,
    Object,
    Number,
    /// `YYYY-MM-DD` or `YYYYMMDD`.
    Date,
    /// The alias of a Creative Commons licence or its address.
    License,
}

struct Member {
    name: &'static str,
    /// The IRI that the extension's context gives the name; documents may use it instead.
    iri: &'static str,
    is: Is,
    required: bool,
}

struct Schema {
    /// The local name of the type; documents write `extensions:Name` or the IRI that ends in it.
    kind: &'static str,
    members: &'static [Member],
}

const fn need(name: &'static str, iri: &'static str, is: Is) -> Member {
    Member {
        name,
        iri,
        is,
        required: true,
    }
}

const fn may(name: &'static str, iri: &'static str, is: Is) -> Member {
    Member {
        name,
        iri,
        is,
        required: false,
    }
}

/// The extensions published at `https://w3id.org/openbadges/extensions/`.
const KNOWN: &[Schema] = &[
    Schema {
        kind: "accessibility",
        members: &[
            need(
                "accessibilityFeature",
                "https://schema.org/accessibilityFeature",
                Is::Text,
            ),
            may(
                "accessibilityAPI",
                "https://schema.org/accessibilityAPI",
                Is::Text,
            ),
            may(
                "accessibilityControl",
                "https://schema.org/accessibilityControl",
                Is::Texts,
            ),
            may(
                "accessibilityHazard",
                "https://schema.org/accessibilityHazard",
                Is::Text,
            ),
            need("url", "", Is::Address),
        ],
    },
    Schema {
        kind: "ApplyLink",
        members: &[need("url", "", Is::Address)],
    },
    Schema {
        kind: "endorsement",
        members: &[
            need("description", "http://schema.org/description", Is::Text),
            may("endorsedObject", "", Is::Object),
        ],
    },
    Schema {
        kind: "ExampleExtension",
        members: &[need("exampleProperty", "http://schema.org/text", Is::Text)],
    },
    Schema {
        kind: "ExtraDescriptionExtension",
        members: &[
            need("name", "http://schema.org/name", Is::Text),
            need("narrative", "", Is::Text),
        ],
    },
    Schema {
        kind: "GeoCoordinates",
        members: &[
            need("description", "http://schema.org/description", Is::Text),
            may("name", "http://schema.org/name", Is::Text),
            need("geo", "http://schema.org/geo", Is::Object),
            need("geo.latitude", "", Is::Number),
            need("geo.longitude", "", Is::Number),
        ],
    },
    Schema {
        kind: "IssuerAccreditation",
        members: &[
            need("name", "http://schema.org/name", Is::Text),
            need("contactInstructions", "", Is::Text),
            need("url", "http://schema.org/url", Is::Address),
            need("address", "http://schema.org/address", Is::Object),
            may("email", "http://schema.org/email", Is::Text),
            may("description", "http://schema.org/description", Is::Text),
            may("logo", "http://schema.org/logo", Is::Address),
            may("areaServed", "http://schema.org/areaServed", Is::Text),
            may("accreditationDate", "", Is::Date),
            may("educationalSector", "", Is::Text),
            may(
                "parentOrganization",
                "http://schema.org/parentOrganization",
                Is::Object,
            ),
        ],
    },
    Schema {
        kind: "LicenseExtension",
        members: &[
            need("id", "@id", Is::License),
            need("name", "http://schema.org/name", Is::Text),
            may(
                "legalCode",
                "http://creativecommons.org/ns#legalcode",
                Is::Address,
            ),
        ],
    },
    Schema {
        kind: "originalCreator",
        members: &[need("url", "", Is::Address)],
    },
    Schema {
        kind: "RecipientProfile",
        members: &[
            may("id", "@id", Is::Text),
            may("name", "http://schema.org/name", Is::Text),
            may("publicKey", "", Is::Text),
        ],
    },
];

/// The extensions in a document of version 2.0 and what is wrong with them; `name` begins their paths.
///
/// ```
/// use openbadges::ob2::extensions;
/// use serde_json::json;
///
/// let badge = json!({"type": "BadgeClass", "extensions:applyLink": {
///     "@context": "https://openbadgespec.org/extensions/applyLinkExtension/context.json",
///     "type": ["Extension", "extensions:ApplyLink"],
///     "url": "apply here",
/// }});
/// let found = extensions(&badge, "badge");
/// assert_eq!(found[0].findings[0].path, "badge.extensions:applyLink.url");
/// ```
#[must_use]
pub fn extensions(document: &Value, name: &str) -> Vec<Extension> {
    found_in_document(document, name).0
}

/// Most extensions of a document that are looked at. A badge has a few.
pub(super) const MAX_EXTENSIONS: usize = 100;

/// The extensions, [`MAX_EXTENSIONS`] at most, and whether there are more.
pub(super) fn found_in_document(document: &Value, name: &str) -> (Vec<Extension>, bool) {
    let mut found = Vec::new();
    let is_all = collect(document, &At::Named(name), &mut found).is_some();
    (found, !is_all)
}

/// None once there are too many.
fn collect(value: &Value, at: &At<'_>, found: &mut Vec<Extension>) -> Option<()> {
    match value {
        Value::Object(members) => {
            if strings(members.get("type")).any(|kind| kind == "Extension") {
                for kind in strings(members.get("type")).filter(|kind| *kind != "Extension") {
                    if found.len() == MAX_EXTENSIONS {
                        return None;
                    }
                    found.push(examined(members, kind, &at.to_string()));
                }
            }
            for (name, member) in members {
                if name != "@context" {
                    collect(member, &At::Member(at, name), found)?;
                }
            }
        }
        Value::Array(items) => {
            for (number, item) in items.iter().enumerate() {
                collect(item, &At::Item(at, number), found)?;
            }
        }
        _ => {}
    }
    Some(())
}

fn examined(members: &Map<String, Value>, kind: &str, path: &str) -> Extension {
    let local = kind.rsplit([':', '#', '/']).next().unwrap_or(kind);
    let schema = KNOWN.iter().find(|schema| schema.kind == local);
    let mut findings = Vec::new();
    if items(members.get("@context")).is_empty() {
        findings.push(refusal(
            &format!("{path}.@context"),
            None,
            "an extension names the context that defines it",
        ));
    }
    for member in schema.iter().flat_map(|schema| schema.members) {
        let value = found_in(members, member);
        match value {
            None if member.required => {
                let rule = format!("the extension {local} needs it; add it");
                findings.push(refusal(&format!("{path}.{}", member.name), None, &rule));
            }
            Some(value) if !member.is.fits(value) => {
                let path = format!("{path}.{}", member.name);
                findings.push(refusal(&path, Some(value), member.is.rule()));
            }
            _ => {}
        }
    }
    Extension {
        path: path.to_owned(),
        kind: kind.to_owned(),
        is_known: schema.is_some(),
        findings,
    }
}

/// The member under its name or its IRI; a dot leads into an object.
fn found_in<'a>(members: &'a Map<String, Value>, member: &Member) -> Option<&'a Value> {
    let (first, second) = member
        .name
        .split_once('.')
        .map_or((member.name, None), |(first, second)| (first, Some(second)));
    let value = members
        .get(first)
        .or_else(|| members.get(member.iri))
        .filter(|value| !value.is_null())?;
    match second {
        Some(second) => value.get(second).filter(|value| !value.is_null()),
        None => Some(value),
    }
}

fn refusal(path: &str, value: Option<&Value>, rule: &str) -> Finding {
    let value = value.map(shown).unwrap_or_default();
    Finding::error("schema.extension", path, &value, rule)
}

impl Is {
    fn fits(self, value: &Value) -> bool {
        let text = value.as_str();
        match self {
            Self::Text => text.is_some(),
            Self::Address => text.is_some_and(|text| url::Url::parse(text).is_ok()),
            Self::Texts => items(Some(value)).iter().all(Value::is_string),
            Self::Object => value.is_object(),
            Self::Number => value.is_number(),
            Self::Date => text.is_some_and(|text| {
                let digits = text.bytes().filter(u8::is_ascii_digit).count();
                digits == 8 && matches!(text.len(), 8 | 10)
            }),
            Self::License => text.is_some_and(|text| {
                text.starts_with("CC-") || text.contains("creativecommons.org/")
            }),
        }
    }

    fn rule(self) -> &'static str {
        match self {
            Self::Text => "it must be a text",
            Self::Address => "it must be an absolute address",
            Self::Texts => "it must be a text or a list of texts",
            Self::Object => "it must be an object",
            Self::Number => "it must be a number",
            Self::Date => "it must be a date like 2026-01-31",
            Self::License => "it must be a Creative Commons licence like CC-BY",
        }
    }
}
