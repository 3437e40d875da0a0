//! Contexts into terms (JSON-LD 1.1 API §4.2, creating term definitions; §5.2, expanding addresses).
use std::collections::HashMap;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::active::{Active, Container, Kind, Meaning, Reach, Term, number};
use super::literal::has_scheme;

/// Every keyword of JSON-LD 1.1.
const KEYWORDS: &[&str] = &[
    "@base",
    "@container",
    "@context",
    "@direction",
    "@graph",
    "@id",
    "@import",
    "@included",
    "@index",
    "@json",
    "@language",
    "@list",
    "@nest",
    "@none",
    "@prefix",
    "@propagate",
    "@protected",
    "@reverse",
    "@set",
    "@type",
    "@value",
    "@version",
    "@vocab",
];

/// Whether a text has the form of a keyword, which JSON-LD keeps for itself.
pub(super) fn looks_like_keyword(text: &str) -> bool {
    text.strip_prefix('@')
        .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_alphabetic()))
}

/// How a context is read.
#[derive(Debug, Clone, Copy)]
pub(super) struct How {
    /// A property's context may redefine protected terms.
    pub may_override: bool,
    /// Where it comes from.
    pub reach: Reach,
}

/// The terms of one context object over others. The error says what is wrong with it.
pub(super) fn layer(
    below: &Arc<Active>,
    local: &Map<String, Value>,
    how: How,
) -> Result<Active, String> {
    let mut definer = Definer {
        layer: Active::over(below, how.reach),
        local,
        done: HashMap::with_capacity(local.len()),
        is_protected: false,
        may_override: how.may_override,
    };
    definer.settings()?;
    for term in local.keys() {
        definer.define(term)?;
    }
    Ok(definer.layer)
}

struct Definer<'l> {
    layer: Active,
    local: &'l Map<String, Value>,
    /// Terms that are defined (true) or being defined.
    done: HashMap<&'l str, bool>,
    is_protected: bool,
    may_override: bool,
}

impl<'l> Definer<'l> {
    /// The members that are no terms (§4.1.2 step 5).
    fn settings(&mut self) -> Result<(), String> {
        let local = self.local;
        for (name, value) in local.iter().filter(|(name, _)| name.starts_with('@')) {
            match (name.as_str(), value) {
                ("@version", version) if version.as_f64() == Some(1.1) => {}
                ("@protected", Value::Bool(yes)) => self.is_protected = *yes,
                // The base is that of the document that names this context, and no address may be relative.
                ("@base", Value::String(_) | Value::Null) => {}
                ("@propagate", Value::Bool(true)) => {}
                ("@vocab", Value::Null) => self.layer.vocabulary = None,
                ("@vocab", Value::String(text)) => {
                    let full = self.address(text)?;
                    if !has_scheme(&full) {
                        return Err(format!("its @vocab {text:?} is not a full address"));
                    }
                    self.layer.vocabulary = Some(full);
                }
                ("@language", Value::Null) => self.layer.language = None,
                ("@language", Value::String(tag)) => self.layer.language = Some(tag.clone()),
                ("@direction", Value::Null) => self.layer.direction = None,
                ("@direction", Value::String(way)) if way == "ltr" || way == "rtl" => {
                    self.layer.direction = Some(way.clone());
                }
                (
                    "@version" | "@protected" | "@base" | "@vocab" | "@language" | "@direction",
                    _,
                ) => {
                    return Err(format!("its {name} is {value}"));
                }
                ("@import" | "@propagate", _) => {
                    return Err(format!("it uses {name}, which this software does not read"));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// §4.2.2: defines one term, and before it those it is made of.
    fn define(&mut self, term: &'l str) -> Result<(), String> {
        match self.done.get(term) {
            Some(true) => return Ok(()),
            Some(false) => return Err(format!("the term {term:?} is defined by itself")),
            None => {}
        }
        let local = self.local;
        let Some(value) = local.get(term) else {
            return Ok(());
        };
        if term.is_empty() {
            return Err("a term has no name".into());
        }
        if term == "@type" {
            let fits = |(name, value): (&String, &Value)| match name.as_str() {
                "@container" => value == "@set",
                "@protected" => value.is_boolean(),
                _ => false,
            };
            return match value {
                Value::Object(members) if !members.is_empty() && members.iter().all(fits) => Ok(()),
                _ => Err("it redefines @type".into()),
            };
        }
        let is_setting = matches!(
            term,
            "@version"
                | "@protected"
                | "@base"
                | "@vocab"
                | "@language"
                | "@direction"
                | "@propagate"
        );
        if is_setting || (looks_like_keyword(term) && !KEYWORDS.contains(&term)) {
            return Ok(());
        }
        if KEYWORDS.contains(&term) {
            return Err(format!("it redefines {term}"));
        }
        self.done.insert(term, false);
        let before = self.layer.term(term).cloned();
        self.layer.put(term, None);
        let found = self.definition(term, value)?;
        let found = match (before, found) {
            (Some(before), found) if before.is_protected && !self.may_override => match found {
                Some(found) if before.says_the_same(&found) => Some(before),
                _ => {
                    return Err(format!(
                        "the term {term:?} is protected by an earlier context and means something else in a later one"
                    ));
                }
            },
            (_, found) => found.map(Arc::new),
        };
        self.layer.put(term, found);
        self.done.insert(term, true);
        Ok(())
    }

    /// What a definition says; nothing for one that JSON-LD leaves out.
    fn definition(&mut self, term: &'l str, value: &'l Value) -> Result<Option<Term>, String> {
        let (members, id, is_simple) = match value {
            Value::Null => (None, Some(value), false),
            Value::String(_) => (None, Some(value), true),
            Value::Object(members) => (Some(members), members.get("@id"), false),
            _ => return Err(format!("the term {term:?} is defined as {value}")),
        };
        let mut found = Term {
            number: number(),
            meaning: Meaning::Nothing,
            is_prefix: false,
            is_protected: self.is_protected,
            kind: Kind::Plain,
            container: Container::Set,
            language: None,
            direction: None,
            context: None,
            unread: None,
        };
        match id {
            Some(Value::Null) => {}
            Some(Value::String(id)) if id != term => {
                match self.meaning(term, id)? {
                    Some(meaning) => found.meaning = meaning,
                    None => return Ok(None),
                }
                found.is_prefix = is_simple
                    && !term.contains([':', '/'])
                    && matches!(&found.meaning, Meaning::Address(address)
                        if address.ends_with([':', '/', '?', '#', '[', ']', '@']));
            }
            None | Some(Value::String(_)) => {
                let address = self.own_address(term)?;
                found.meaning = Meaning::Address(address);
            }
            Some(other) => return Err(format!("the term {term:?} has the @id {other}")),
        }
        for (name, value) in members.into_iter().flatten() {
            self.say(&mut found, term, name, value)
                .ok_or_else(|| format!("the term {term:?} has the {name} {value}"))??;
        }
        Ok(Some(found))
    }

    /// One member of a definition; none if it is not one that JSON-LD has.
    fn say(
        &mut self,
        found: &mut Term,
        term: &str,
        name: &str,
        value: &'l Value,
    ) -> Option<Result<(), String>> {
        match name {
            "@id" => {}
            "@protected" => found.is_protected = value.as_bool()?,
            "@type" => {
                found.kind = match value.as_str()? {
                    "@id" => Kind::Id,
                    "@vocab" => Kind::Vocab,
                    "@json" => Kind::Json,
                    "@none" => Kind::Plain,
                    text => match self.address(text) {
                        Ok(full) if has_scheme(&full) => Kind::Typed(format!("^^<{full}>")),
                        Ok(_) => return None,
                        Err(error) => return Some(Err(error)),
                    },
                }
            }
            "@container" => {
                let kinds = match value {
                    Value::Array(kinds) => kinds.as_slice(),
                    one => std::slice::from_ref(one),
                };
                let mut of: Vec<&str> = kinds.iter().map(Value::as_str).collect::<Option<_>>()?;
                of.retain(|kind| *kind != "@set");
                found.container = match of.as_slice() {
                    [] => Container::Set,
                    ["@list"] if kinds.len() == 1 => Container::List,
                    ["@graph"] => Container::Graph,
                    ["@language"] => Container::Language,
                    _ => Container::Other,
                };
            }
            "@context" => found.context = Some(Arc::new(value.clone())),
            "@language" => match value {
                Value::Null => found.language = Some(None),
                tag => found.language = Some(Some(tag.as_str()?.to_ascii_lowercase())),
            },
            "@direction" => match value {
                Value::Null => found.direction = Some(None),
                way => {
                    let way = way.as_str().filter(|way| matches!(*way, "ltr" | "rtl"))?;
                    found.direction = Some(Some(way.to_owned()));
                }
            },
            "@prefix" => {
                let is_prefix = value.as_bool()?;
                if term.contains([':', '/']) {
                    return None;
                }
                found.is_prefix = is_prefix;
            }
            "@reverse" => found.unread = Some("@reverse"),
            "@nest" => found.unread = Some("@nest"),
            "@index" => found.unread = Some("@index"),
            _ => return None,
        }
        Some(Ok(()))
    }

    /// What the `@id` of a term stands for; nothing if it only looks like a keyword.
    fn meaning(&mut self, term: &'l str, id: &'l str) -> Result<Option<Meaning>, String> {
        let meaning = match id {
            "@id" => Meaning::Id,
            "@type" => Meaning::Type,
            "@context" => return Err(format!("the term {term:?} stands for @context")),
            id if KEYWORDS.contains(&id) => Meaning::Keyword(id.to_owned()),
            id if looks_like_keyword(id) => return Ok(None),
            id => match self.expand(id)? {
                Meaning::Address(full) if has_scheme(&full) || full.starts_with("_:") => {
                    Meaning::Address(full)
                }
                Meaning::Address(_) | Meaning::Nothing => {
                    return Err(format!(
                        "the term {term:?} stands for {id:?}, which is not a full address"
                    ));
                }
                keyword => keyword,
            },
        };
        let inside = term.get(1..term.len() - 1).unwrap_or_default();
        if inside.contains(':') || term.contains('/') {
            self.done.insert(term, true);
            let own = self.expand(term)?;
            self.done.insert(term, false);
            if own != meaning {
                return Err(format!(
                    "the term {term:?} looks like an address and stands for another, {id:?}"
                ));
            }
        }
        Ok(Some(meaning))
    }

    /// The address of a term that gives none: of its own name.
    fn own_address(&mut self, term: &'l str) -> Result<String, String> {
        if let Some((prefix, rest)) = term.split_once(':')
            && !prefix.is_empty()
        {
            self.define(prefix)?;
            return Ok(match self.layer.term(prefix).map(|term| &term.meaning) {
                Some(Meaning::Address(start)) => format!("{start}{rest}"),
                _ => term.to_owned(),
            });
        }
        match &self.layer.vocabulary {
            Some(vocabulary) if !term.contains('/') => Ok(format!("{vocabulary}{term}")),
            _ => Err(format!("the term {term:?} has no address")),
        }
    }

    /// A text as an address, as far as it can be one.
    fn address(&mut self, text: &'l str) -> Result<String, String> {
        match self.expand(text)? {
            Meaning::Address(full) => Ok(full),
            _ => Err(format!("{text:?} is not an address")),
        }
    }

    /// §5.2 with the vocabulary, while terms are being defined.
    fn expand(&mut self, text: &'l str) -> Result<Meaning, String> {
        if self.done.get(text) != Some(&true) {
            self.define(text)?;
        }
        if let Some(term) = self.layer.term(text) {
            return Ok(term.meaning.clone());
        }
        if let Some((prefix, rest)) = text.split_once(':')
            && !prefix.is_empty()
        {
            if prefix == "_" || rest.starts_with("//") {
                return Ok(Meaning::Address(text.to_owned()));
            }
            if self.done.get(prefix) != Some(&true) {
                self.define(prefix)?;
            }
            if let Some(term) = self.layer.term(prefix)
                && term.is_prefix
                && let Meaning::Address(start) = &term.meaning
            {
                return Ok(Meaning::Address(format!("{start}{rest}")));
            }
            if has_scheme(text) {
                return Ok(Meaning::Address(text.to_owned()));
            }
        }
        Ok(Meaning::Address(match &self.layer.vocabulary {
            Some(vocabulary) => format!("{vocabulary}{text}"),
            None => text.to_owned(),
        }))
    }
}
