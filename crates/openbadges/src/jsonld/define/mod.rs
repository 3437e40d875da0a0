//! Contexts into terms (JSON-LD 1.1 API §4.1, context processing; §5.2, expanding addresses).
mod term;

use std::collections::HashMap;
use std::sync::Arc;

use oxiri::Iri;
use serde_json::{Map, Value};

use super::active::{Active, KEYWORDS, Meaning, Reach, Term};
use super::literal::{has_scheme, is_tag};

/// Terms that are made of terms that are made of terms. Those of published contexts are made of two or three.
const MAX_MADE_OF: usize = 64;

/// The longest address that a term, the vocabulary or the base stands for, in bytes. It is written out wherever the short
/// form stands, and each can be made of the one before.
pub(super) const MAX_ADDRESS: usize = 2_000;

/// Most other names of `@id`, and of `@type`: each is looked for in each object.
const MAX_ALIASES: usize = 16;

/// Whether a text has the form of a keyword, which JSON-LD keeps for itself.
pub(super) fn looks_like_keyword(text: &str) -> bool {
    text.strip_prefix('@')
        .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_alphabetic()))
}

fn not_too_long(address: String) -> Result<String, String> {
    match address.len() > MAX_ADDRESS {
        true => Err(format!(
            "a context makes an address that is longer than {MAX_ADDRESS} bytes"
        )),
        false => Ok(address),
    }
}

/// The full address of a relative one; none where it has none.
pub(super) fn resolved(base: &str, relative: &str) -> Option<String> {
    let full = Iri::parse(base).ok()?.resolve(relative).ok()?;
    Some(full.into_inner())
}

/// How a context is read.
#[derive(Debug, Clone, Copy)]
pub(super) struct How {
    /// A property's context may redefine protected terms.
    pub may_override: bool,
    /// Where it comes from.
    pub reach: Reach,
    /// Whether the document itself brings it.
    pub is_inline: bool,
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
        depth: 0,
        how,
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
    /// How many terms are being defined for the sake of others.
    depth: usize,
    how: How,
}

impl<'l> Definer<'l> {
    /// The members that are no terms (§4.1.2 step 5), in the order of the standard.
    fn settings(&mut self) -> Result<(), String> {
        let local = self.local;
        let wrong = |name: &str, value: &Value| Err(format!("its {name} is {value}"));
        match local.get("@version") {
            Some(version) if version.as_f64() != Some(1.1) => return wrong("@version", version),
            _ => {}
        }
        match local.get("@base") {
            None => {}
            // The base is that of the document. One that a published context gives is taken by some processors and
            // left by others, so then there is none, and relative addresses are refused.
            Some(Value::String(_)) if !self.how.is_inline => self.layer.base = None,
            Some(Value::Null) => self.layer.base = None,
            Some(Value::String(text)) => {
                self.layer.base = self.base(text)?.map(not_too_long).transpose()?;
            }
            Some(other) => return wrong("@base", other),
        }
        match local.get("@vocab") {
            None => {}
            Some(Value::Null) => self.layer.vocabulary = None,
            Some(Value::String(text)) => self.layer.vocabulary = Some(self.vocabulary(text)?),
            Some(other) => return wrong("@vocab", other),
        }
        match local.get("@language") {
            None => {}
            Some(Value::Null) => self.layer.language = None,
            Some(Value::String(tag)) if is_tag(&tag.to_ascii_lowercase()) => {
                self.layer.language = Some(tag.to_ascii_lowercase());
            }
            Some(other) => return wrong("@language", other),
        }
        match local.get("@direction") {
            None => {}
            Some(Value::Null) => self.layer.direction = None,
            Some(Value::String(way)) if matches!(way.as_str(), "ltr" | "rtl") => {
                self.layer.direction = Some(way.clone());
            }
            Some(other) => return wrong("@direction", other),
        }
        match local.get("@propagate") {
            None | Some(Value::Bool(_)) => {}
            Some(other) => return wrong("@propagate", other),
        }
        match local.get("@protected") {
            None => {}
            Some(Value::Bool(yes)) => self.is_protected = *yes,
            Some(other) => return wrong("@protected", other),
        }
        Ok(())
    }

    /// What `@base` says, together with the base before; none where the result is no full address.
    fn base(&self, text: &str) -> Result<Option<String>, String> {
        if !has_scheme(text) {
            return Ok(self
                .layer
                .base
                .as_deref()
                .and_then(|base| resolved(base, text)));
        }
        match Iri::parse(text) {
            Ok(_) => Ok(Some(text.to_owned())),
            Err(_) => Err(format!("its @base {text:?} is not a valid address")),
        }
    }

    /// What `@vocab` says, by the terms before: those of the same context are not defined yet.
    fn vocabulary(&self, text: &str) -> Result<String, String> {
        let full = match self.look(text) {
            Meaning::Address(full) => not_too_long(full)?,
            _ => return Err(format!("its @vocab {text:?} is not an address")),
        };
        if has_scheme(&full) || full.starts_with("_:") {
            return Ok(full);
        }
        let full = self
            .layer
            .base
            .as_deref()
            .and_then(|base| resolved(base, &full));
        full.ok_or_else(|| format!("its @vocab {text:?} is not a full address"))
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
                "@id" => value == "@type",
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
                | "@import"
        );
        if is_setting {
            return Ok(());
        }
        if KEYWORDS.contains(&term) {
            return Err(format!("it redefines {term}"));
        }
        if looks_like_keyword(term) {
            return Err(format!(
                "the term {term:?} looks like a keyword, which JSON-LD keeps for itself; rename it"
            ));
        }
        if term.len() > MAX_ADDRESS {
            return Err(format!("a term is longer than {MAX_ADDRESS} bytes"));
        }
        if self.depth == MAX_MADE_OF {
            return Err(format!(
                "the term {term:?} stands at the end of {MAX_MADE_OF} that are made of each other; give them full addresses"
            ));
        }
        self.done.insert(term, false);
        let before = self.layer.term(term).cloned();
        self.layer.put(term, None);
        self.depth += 1;
        let found = self.definition(term, value)?;
        self.depth -= 1;
        let found = match before {
            Some(before) if before.is_protected && !self.how.may_override => {
                if !before.says_the_same(&found) {
                    return Err(format!(
                        "the term {term:?} is protected by an earlier context and means something else in a later one"
                    ));
                }
                before
            }
            _ => Arc::new(found),
        };
        self.layer.put(term, Some(found));
        self.done.insert(term, true);
        if self.layer.ids.len().max(self.layer.types.len()) > MAX_ALIASES {
            return Err(format!(
                "@id or @type has more than {MAX_ALIASES} other names; leave out those that nothing uses"
            ));
        }
        Ok(())
    }

    /// A text as an address, as far as it can be one.
    fn address(&mut self, text: &'l str) -> Result<String, String> {
        match self.expand(text)? {
            Meaning::Address(full) => not_too_long(full),
            _ => Err(format!("{text:?} is not an address")),
        }
    }

    /// §5.2 with the vocabulary, while terms are being defined.
    fn expand(&mut self, text: &'l str) -> Result<Meaning, String> {
        if self.done.get(text) != Some(&true) {
            self.define(text)?;
        }
        if self.layer.term(text).is_none()
            && let Some((prefix, rest)) = text.split_once(':')
            && !prefix.is_empty()
            && prefix != "_"
            && !rest.starts_with("//")
            && self.done.get(prefix) != Some(&true)
        {
            self.define(prefix)?;
        }
        Ok(self.look(text))
    }

    /// §5.2 with the vocabulary, by the terms that are defined.
    fn look(&self, text: &str) -> Meaning {
        if let Some(term) = self.layer.term(text) {
            return term.meaning.clone();
        }
        if let Some((prefix, rest)) = text.split_once(':')
            && !prefix.is_empty()
        {
            if prefix == "_" || rest.starts_with("//") {
                return Meaning::Address(text.to_owned());
            }
            if let Some(start) = self.layer.term(prefix).and_then(|term| start_of(term)) {
                return Meaning::Address(format!("{start}{rest}"));
            }
            if has_scheme(text) {
                return Meaning::Address(text.to_owned());
            }
        }
        Meaning::Address(match &self.layer.vocabulary {
            Some(vocabulary) => format!("{vocabulary}{text}"),
            None => text.to_owned(),
        })
    }
}

/// What a term begins other addresses with, if it may.
pub(super) fn start_of(term: &Term) -> Option<&str> {
    match &term.meaning {
        Meaning::Address(start) if term.is_prefix => Some(start),
        _ => None,
    }
}
