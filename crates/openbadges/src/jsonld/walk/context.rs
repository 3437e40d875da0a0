//! The contexts of one object: its own, and those of its classes.
use std::sync::Arc;

use serde_json::{Map, Value};

use super::{Here, Reached, Walk, bad_context};
use crate::json::{items, shown};
use crate::jsonld::active::{Active, Term};
use crate::jsonld::inline;
use crate::jsonld::known;
use crate::jsonld::store::Scope;
use crate::jsonld::{JsonLdError, MAX_CONTEXTS};
use crate::path::At;

use super::zone::Zone;

impl Walk<'_> {
    /// Applies the `@context` of an object, if it has one; a document and a whole credential inside another must.
    pub(super) fn own_context(
        &mut self,
        members: &Map<String, Value>,
        active: Arc<Active>,
        here: Here<'_>,
        reached: Reached<'_>,
    ) -> Result<Arc<Active>, JsonLdError> {
        let must = reached.is_document || (here.zone == Zone::Plain && reached.is_credential());
        let no_context = |at: &At<'_>| {
            let path = at.to_string();
            Err(JsonLdError::NoContext { path })
        };
        let Some(context) = members.get("@context") else {
            return match must {
                true => no_context(here.at),
                false => Ok(active),
            };
        };
        let at = At::Member(here.at, "@context");
        let list = match context {
            Value::Null => std::slice::from_ref(context),
            context => items(Some(context)),
        };
        if must && (list.is_empty() || context.is_null()) {
            return no_context(&at);
        }
        self.contexts_seen += list.len();
        if self.contexts_seen > MAX_CONTEXTS {
            let reason = format!("the document names more than {MAX_CONTEXTS} contexts");
            return Err(bad_context(&at, reason));
        }
        let mut active = active;
        for (number, entry) in list.iter().enumerate() {
            let at = At::Item(&at, number);
            active = match entry {
                Value::String(url) => {
                    let unknown = || JsonLdError::UnknownContext {
                        path: at.to_string(),
                        url: url.clone(),
                    };
                    if self.contexts.get(url).is_none() {
                        return Err(unknown());
                    }
                    self.known.named(&active, url)?.ok_or_else(unknown)?
                }
                Value::Object(terms) => {
                    // Once more in a document of its own, as contexts are published; other processors take it so.
                    let terms = match terms.get("@context") {
                        Some(Value::Object(inner)) if terms.len() == 1 => inner,
                        _ => terms,
                    };
                    if let Some((term, _)) = terms
                        .iter()
                        .find(|(term, definition)| inline::takes_away(term, definition))
                    {
                        let reason = "it takes away what a published context defines";
                        return Err(bad_context(&At::Member(&at, term), reason));
                    }
                    if list.len() > 1 && terms.contains_key("@propagate") {
                        let reason = "@propagate beside other contexts is read differently by processors; give it alone";
                        return Err(bad_context(&at, reason));
                    }
                    self.known.written(&active, terms)?
                }
                Value::Null => known::none(&active, false)?,
                other => {
                    let reason = format!("{} is no context", shown(other));
                    return Err(bad_context(&at, reason));
                }
            };
        }
        Ok(active)
    }

    /// §5.1.2 step 11: the contexts of an object's classes, in the order of their names.
    pub(super) fn class_contexts(
        &mut self,
        members: &Map<String, Value>,
        active: Arc<Active>,
    ) -> Result<Arc<Active>, JsonLdError> {
        let outside = active.clone();
        let mut aliases: Vec<&str> = outside.types.iter().map(|alias| &**alias).collect();
        aliases.push("@type");
        aliases.sort_unstable();
        let mut active = active;
        for types in aliases.iter().filter_map(|alias| members.get(*alias)) {
            let mut scoped: Vec<(&str, &Arc<Term>)> = items(Some(types))
                .iter()
                .filter_map(|name| {
                    let name = name.as_str()?;
                    let term = outside.term(name)?;
                    term.context.is_some().then_some((name, term))
                })
                .collect();
            scoped.sort_unstable_by_key(|(name, _)| *name);
            scoped.dedup_by_key(|(name, _)| *name);
            for (_, term) in scoped {
                active = self.known.scoped(&active, term, Scope::Class)?;
            }
        }
        Ok(active)
    }
}
