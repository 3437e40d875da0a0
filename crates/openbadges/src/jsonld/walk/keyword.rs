//! Members that are keywords, or other names of keywords.
use serde_json::{Map, Value};

use super::object::Frame;
use super::zone::{Zone, hidden};
use super::{Here, Reached, Shape, Walk, bad_context, invalid, lost_term, lost_value, no_object};
use crate::json::items;
use crate::jsonld::JsonLdError;
use crate::path::At;

impl Walk<'_> {
    /// One member of an object that is a keyword.
    pub(super) fn keyword(
        &mut self,
        frame: &mut Frame<'_>,
        (keyword, name): (&'static str, &str),
        value: &Value,
        here: Here<'_>,
    ) -> Result<(), JsonLdError> {
        if frame.is_reversed {
            return Err(invalid(here.at, "only properties can be reversed"));
        }
        let is_plain = here.zone == Zone::Plain;
        match keyword {
            "@id" if is_plain && frame.is_nested => Err(hidden(here.at, name)),
            "@id" => Ok(()),
            "@type" if is_plain && (frame.is_nested || name != "type") => {
                Err(hidden(here.at, name))
            }
            "@type" => self.types(frame, value, here),
            "@graph" => {
                once(frame, keyword, here.at)?;
                self.graph_of(frame, value, here)
            }
            "@included" => {
                if value.is_null() {
                    return Err(invalid(here.at, "it includes nothing"));
                }
                if frame.is_ended {
                    let why = "objects included where a context has ended are read differently by processors";
                    return Err(invalid(here.at, why));
                }
                self.beside(value, here)
            }
            "@reverse" => {
                once(frame, keyword, here.at)?;
                match value {
                    Value::Object(members) => self.reversed(frame, members, here),
                    _ => Err(invalid(here.at, "@reverse is an object")),
                }
            }
            "@nest" => self.nested(frame, value, here),
            "@index" => {
                once(frame, keyword, here.at)?;
                if is_plain {
                    let reason = "the standard leaves it out of what is signed";
                    return Err(lost_value(here.at, value, reason));
                }
                match value {
                    Value::String(_) => Ok(()),
                    _ => Err(invalid(here.at, "@index is a text")),
                }
            }
            "@context" => Err(bad_context(here.at, "a context in a group has no effect")),
            _ => Err(lost_term(name)),
        }
    }

    /// `@graph`: objects that belong to the graph named by the object, or to no named one at the top of a document that
    /// holds nothing else.
    fn graph_of(
        &mut self,
        frame: &Frame<'_>,
        value: &Value,
        here: Here<'_>,
    ) -> Result<(), JsonLdError> {
        if !value.is_object() && !value.is_array() {
            return Err(invalid(here.at, "@graph is an object or a list of them"));
        }
        let graph = match frame.is_bare_graph {
            true => here.graph,
            false => Some(frame.subject),
        };
        self.beside(value, Here { graph, ..here })
    }

    /// Objects that stand beside the one around them.
    fn beside(&mut self, value: &Value, here: Here<'_>) -> Result<(), JsonLdError> {
        self.notes.has_idle_blanks = true;
        let before = self.draft.0.lines.len();
        let inside = Here {
            zone: Zone::Beside,
            ..here
        };
        self.each_beside(value, inside)?;
        if here.zone != Zone::Beside {
            let lines = self.draft.0.lines.len();
            self.notes.beside(before..lines, here.at);
        }
        Ok(())
    }

    fn each_beside(&mut self, value: &Value, here: Here<'_>) -> Result<(), JsonLdError> {
        let lost = || Err(no_object(here.at, value));
        match value {
            Value::Null => Ok(()),
            Value::Array(values) => {
                self.not_too_deep(here.at)?;
                for (number, value) in values.iter().enumerate() {
                    let at = At::Item(here.at, number);
                    self.each_beside(value, Here { at: &at, ..here })?;
                }
                Ok(())
            }
            Value::Object(members) => {
                let active = self.entered(members, here, Reached::BESIDE)?;
                let here = Here {
                    active: &active,
                    ..here
                };
                match Shape::of(members, &active) {
                    Shape::Value | Shape::List => lost(),
                    Shape::Set => {
                        let (value, at) = self.only(members, "@set", here)?;
                        self.each_beside(
                            value,
                            Here {
                                at: &At::Member(here.at, at),
                                ..here
                            },
                        )
                    }
                    Shape::Node => {
                        let before = self.draft.0.lines.len();
                        self.node(members, here, Reached::BESIDE)?;
                        match self.draft.0.lines.len() > before {
                            true => Ok(()),
                            false => lost(),
                        }
                    }
                }
            }
            Value::Bool(_) | Value::Number(_) | Value::String(_) => lost(),
        }
    }

    /// `@reverse`: properties of others that lead to the object.
    fn reversed(
        &mut self,
        frame: &Frame<'_>,
        members: &Map<String, Value>,
        here: Here<'_>,
    ) -> Result<(), JsonLdError> {
        let active = self.entered(members, here, Reached::BESIDE)?;
        let inside = Here {
            active: &active,
            ..here
        };
        let mut frame = Frame {
            outside: &active,
            is_reversed: true,
            seen: Vec::new(),
            ..*frame
        };
        self.members(&mut frame, members, inside)
    }

    /// `@nest`: members of the object that were gathered in a group.
    fn nested(
        &mut self,
        frame: &mut Frame<'_>,
        value: &Value,
        here: Here<'_>,
    ) -> Result<(), JsonLdError> {
        self.not_too_deep(here.at)?;
        let wrong = || invalid(here.at, "@nest gathers members in objects");
        if value.is_null() {
            return Err(wrong());
        }
        for value in items(Some(value)) {
            let Value::Object(members) = value else {
                return Err(wrong());
            };
            if Shape::of(members, here.active) != Shape::Node {
                return Err(wrong());
            }
            let was_nested = std::mem::replace(&mut frame.is_nested, true);
            self.members(frame, members, here)?;
            frame.is_nested = was_nested;
        }
        Ok(())
    }

    /// The value of the one keyword of an object that may have an `@index` and a context besides, and its name.
    pub(super) fn only<'m>(
        &self,
        members: &'m Map<String, Value>,
        wanted: &str,
        here: Here<'_>,
    ) -> Result<(&'m Value, &'m str), JsonLdError> {
        let mut found = None;
        for (name, value) in members {
            match here.active.keyword(name) {
                Some(keyword) if keyword == wanted && found.is_none() => {
                    found = Some((value, name.as_str()));
                }
                Some("@index") if value.is_string() => {}
                Some("@context") => {}
                _ => {
                    let why = format!("beside {wanted} there is {name:?}");
                    return Err(invalid(here.at, &why));
                }
            }
        }
        match found {
            Some((Value::Null, _)) | None => {
                let value = Value::from(members.clone());
                Err(lost_value(here.at, &value, "it holds nothing"))
            }
            Some(found) => Ok(found),
        }
    }
}

/// A keyword that may stand once, also under other names.
fn once(frame: &mut Frame<'_>, keyword: &'static str, at: &At<'_>) -> Result<(), JsonLdError> {
    if frame.seen.contains(&keyword) {
        let why = format!("the object has two members that are {keyword}");
        return Err(invalid(at, &why));
    }
    frame.seen.push(keyword);
    Ok(())
}
