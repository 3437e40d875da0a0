//! One term of a context (JSON-LD 1.1 API §4.2, creating term definitions).
use std::sync::Arc;

use serde_json::{Map, Value};

use super::{Definer, MAX_ADDRESS, looks_like_keyword};
use crate::jsonld::active::{Container, KEYWORDS, Kind, Meaning, Term, number};
use crate::jsonld::inline::{self, Standing};
use crate::jsonld::literal::has_scheme;

impl<'l> Definer<'l> {
    /// What a definition says.
    pub(super) fn definition(&mut self, term: &'l str, value: &'l Value) -> Result<Term, String> {
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
            is_reverse: false,
            index: None,
            nest: None,
            is_inline: self.how.is_inline,
            standing: Standing::Own,
        };
        match (members.and_then(|members| members.get("@reverse")), id) {
            (Some(reverse), id) => {
                if id.is_some() || members.is_some_and(|members| members.contains_key("@nest")) {
                    return Err(format!(
                        "the term {term:?} has @id or @nest beside @reverse"
                    ));
                }
                found.is_reverse = true;
                found.meaning = self.reversed(term, reverse)?;
            }
            (None, Some(Value::Null)) => {}
            (None, Some(Value::String(id))) if id != term => {
                found.meaning = self.meaning(term, id)?;
                found.is_prefix = is_simple
                    && !term.contains([':', '/'])
                    && matches!(&found.meaning, Meaning::Address(address)
                        if address.ends_with([':', '/', '?', '#', '[', ']', '@']));
            }
            (None, None | Some(Value::String(_))) => {
                found.meaning = Meaning::Address(self.own_address(term)?);
            }
            (None, Some(other)) => return Err(format!("the term {term:?} has the @id {other}")),
        }
        if let Some(members) = members {
            for (name, value) in members {
                self.say(&mut found, term, name, value)
                    .ok_or_else(|| format!("the term {term:?} has the {name} {value}"))??;
            }
            together(&mut found, term, members)?;
        }
        if let Meaning::Address(address) = &found.meaning {
            if address.len() > MAX_ADDRESS {
                return Err(format!(
                    "the term {term:?} stands for an address that is longer than {MAX_ADDRESS} bytes"
                ));
            }
            found.standing = match inline::standing(address, term) {
                // Whoever pins a context answers for its names.
                Standing::Second if !found.is_inline => Standing::Published,
                standing => standing,
            };
        }
        Ok(found)
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
            "@id" | "@reverse" => {}
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
            "@container" => found.container = container(value)?,
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
                if term.contains([':', '/'])
                    || (is_prefix && !matches!(found.meaning, Meaning::Address(_)))
                {
                    return None;
                }
                found.is_prefix = is_prefix;
            }
            "@nest" => {
                let nest = value.as_str()?;
                if nest != "@nest" && nest.starts_with('@') {
                    return None;
                }
                found.nest = Some(nest.to_owned());
            }
            "@index" => {
                let index = value.as_str().filter(|index| !index.starts_with('@'))?;
                found.index = Some(index.to_owned());
            }
            _ => return None,
        }
        Some(Ok(()))
    }

    /// What the `@id` of a term stands for.
    fn meaning(&mut self, term: &'l str, id: &'l str) -> Result<Meaning, String> {
        let meaning = match id {
            "@id" => Meaning::Id,
            "@type" => Meaning::Type,
            "@context" => return Err(format!("the term {term:?} stands for @context")),
            id => match KEYWORDS.iter().find(|keyword| **keyword == id) {
                Some(keyword) => Meaning::Keyword(keyword),
                None => self.full(term, id)?,
            },
        };
        let mut inside = term.chars();
        inside.next();
        inside.next_back();
        if inside.as_str().contains(':') || term.contains('/') {
            self.done.insert(term, true);
            let own = self.expand(term)?;
            self.done.insert(term, false);
            if own != meaning {
                return Err(format!(
                    "the term {term:?} looks like an address and stands for another, {id:?}"
                ));
            }
        }
        Ok(meaning)
    }

    /// What an `@id` or a `@reverse` stands for that is no keyword.
    fn full(&mut self, term: &str, id: &'l str) -> Result<Meaning, String> {
        if looks_like_keyword(id) {
            return Err(format!(
                "the term {term:?} stands for {id:?}, which looks like a keyword that JSON-LD does not have"
            ));
        }
        match self.expand(id)? {
            Meaning::Address(full) if has_scheme(&full) || full.starts_with("_:") => {
                Ok(Meaning::Address(full))
            }
            Meaning::Address(_) | Meaning::Nothing => Err(format!(
                "the term {term:?} stands for {id:?}, which is not a full address"
            )),
            keyword => Ok(keyword),
        }
    }

    /// The property that a term leads back by.
    fn reversed(&mut self, term: &str, reverse: &'l Value) -> Result<Meaning, String> {
        let meaning = match reverse {
            Value::String(id) => self.full(term, id)?,
            other => return Err(format!("the term {term:?} has the @reverse {other}")),
        };
        match meaning {
            Meaning::Address(_) => Ok(meaning),
            _ => Err(format!(
                "the term {term:?} reverses {reverse}, which is no property"
            )),
        }
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
            Some(vocabulary) => Ok(format!("{vocabulary}{term}")),
            None => Err(format!("the term {term:?} has no address")),
        }
    }
}

/// What the members of a definition say about each other.
fn together(found: &mut Term, term: &str, members: &Map<String, Value>) -> Result<(), String> {
    if members.contains_key("@type") {
        // A language is for texts without a type (§4.2.2 step 22).
        found.language = None;
    }
    if found.container == Container::Type {
        match found.kind {
            Kind::Plain if !members.contains_key("@type") => found.kind = Kind::Id,
            Kind::Id | Kind::Vocab => {}
            _ => {
                return Err(format!(
                    "the term {term:?} has the container @type and values that are no addresses"
                ));
            }
        }
    }
    let is_indexed = matches!(found.container, Container::Index | Container::GraphIndex);
    if found.index.is_some() && !is_indexed {
        return Err(format!(
            "the term {term:?} has @index without the container @index"
        ));
    }
    if found.is_reverse && !matches!(found.container, Container::Set | Container::Index) {
        return Err(format!(
            "the term {term:?} is reversed and has a container that orders or names its values"
        ));
    }
    Ok(())
}

/// What `@container` says; none if JSON-LD has no such container.
fn container(value: &Value) -> Option<Container> {
    let kinds = match value {
        Value::Null => &[],
        Value::Array(kinds) => kinds.as_slice(),
        one => std::slice::from_ref(one),
    };
    let of: Vec<&str> = kinds.iter().map(Value::as_str).collect::<Option<_>>()?;
    let mut without_set: Vec<&str> = of.iter().copied().filter(|kind| *kind != "@set").collect();
    without_set.sort_unstable();
    Some(match without_set.as_slice() {
        [] => Container::Set,
        ["@list"] if of.len() == 1 => Container::List,
        ["@graph"] => Container::Graph,
        ["@language"] => Container::Language,
        ["@index"] => Container::Index,
        ["@id"] => Container::Id,
        ["@type"] => Container::Type,
        ["@graph", "@index"] => Container::GraphIndex,
        ["@graph", "@id"] => Container::GraphId,
        _ => return None,
    })
}
