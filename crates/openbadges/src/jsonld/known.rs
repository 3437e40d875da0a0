//! Contexts applied to contexts, each once: for the whole process where only bundled contexts, pinned ones and small
//! ones of the documents take part, for one document elsewhere.
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock, PoisonError};

use serde_json::{Map, Value};

use super::JsonLdError;
use super::active::{Active, Reach, Term};
use super::define::{self, How};
use super::store::{Scope, Store, shared};
use crate::context::{BUNDLED, Contexts};
use crate::json::items;

/// Most terms that are defined for one document.
const MOST_DEFINED: usize = 30_000;

/// The longest context of a document, in bytes of JSON, that is remembered.
const LONGEST_BROUGHT: usize = 4096;

/// The longest pinned context, in bytes, that is remembered.
const LONGEST_PINNED: usize = 256 * 1024;

/// Contexts that name contexts that name contexts.
const MOST_NAMED: usize = 8;

/// Contexts of terms inside contexts of terms.
const MOST_NESTED: usize = 32;

/// The context that a bundled document holds.
pub(super) fn bundled(url: &str) -> Option<&'static Value> {
    static PARSED: OnceLock<HashMap<&'static str, Value>> = OnceLock::new();
    let parsed = PARSED.get_or_init(|| {
        let parse = |text| {
            serde_json::from_str::<Value>(text)
                .ok()?
                .get("@context")
                .cloned()
        };
        let each = BUNDLED.iter();
        each.filter_map(|context| Some((context.url, parse(context.text)?)))
            .collect()
    });
    parsed.get(url)
}

/// The contexts of one document.
pub(super) struct Known<'c> {
    contexts: &'c Contexts,
    own: Store,
    /// Terms that may still be defined.
    left: usize,
    /// Contexts that terms name and that were looked at, so that one which names itself ends.
    looked_at: Vec<String>,
}

impl<'c> Known<'c> {
    fn look<T>(&self, reach: Reach, ask: impl FnOnce(&Store) -> T) -> T {
        match shared(reach) {
            Some(store) => ask(&store.read().unwrap_or_else(PoisonError::into_inner)),
            None => ask(&self.own),
        }
    }

    fn keep(&mut self, reach: Reach, act: impl FnOnce(&mut Store)) {
        match shared(reach) {
            Some(store) => act(&mut store.write().unwrap_or_else(PoisonError::into_inner)),
            None => act(&mut self.own),
        }
    }

    pub(super) fn new(contexts: &'c Contexts) -> Self {
        Self {
            contexts,
            own: Store::default(),
            left: MOST_DEFINED,
            looked_at: Vec::new(),
        }
    }

    /// What every document begins with: no terms.
    pub(super) fn start() -> Arc<Active> {
        static START: OnceLock<Arc<Active>> = OnceLock::new();
        START
            .get_or_init(|| Arc::new(Active::empty(Reach::Bundled)))
            .clone()
    }

    /// The terms after the context at `url`; nothing if it is not known.
    pub(super) fn named(
        &mut self,
        before: &Arc<Active>,
        url: &str,
    ) -> Result<Option<Arc<Active>>, JsonLdError> {
        self.named_at(before, url, 0)
    }

    fn named_at(
        &mut self,
        before: &Arc<Active>,
        url: &str,
        depth: usize,
    ) -> Result<Option<Arc<Active>>, JsonLdError> {
        let (name, reach) = match (bundled(url), self.contexts.get(url)) {
            (Some(_), _) => (Cow::Borrowed(url), before.reach),
            (None, Some(text)) => {
                let reach = match text.len() > LONGEST_PINNED {
                    true => Reach::Document,
                    false => before.reach.max(Reach::Brought),
                };
                (Cow::Owned(format!("{} {url}", self.contexts.pins())), reach)
            }
            (None, None) => return Ok(None),
        };
        let found = self.look(reach, |store| store.named(before.number, &name));
        if found.is_some() {
            return Ok(found);
        }
        if depth > MOST_NAMED {
            return Err(wrong(&format!("the context {url} names too many others")));
        }
        let local = self.text_of(url)?;
        let how = How {
            may_override: false,
            reach,
            is_inline: false,
        };
        let mut after = self.apply(before, &local, how, depth + 1)?;
        if !propagates(&local)? {
            after = with_previous(after, before);
        }
        if bundled(url).is_none() {
            self.looked_at.push(url.to_owned());
            self.look_inside(&after, &local, how, depth + 1)?;
        }
        self.keep(reach, |store| {
            store.keep_named(before.number, &name, &after)
        });
        Ok(Some(after))
    }

    /// The context that the document at `url` holds, which is known.
    fn text_of(&self, url: &str) -> Result<Cow<'static, Value>, JsonLdError> {
        if let Some(local) = bundled(url) {
            return Ok(Cow::Borrowed(local));
        }
        let text = self.contexts.get(url).ok_or_else(|| unknown(url))?;
        let document: Value = serde_json::from_str(text)
            .map_err(|error| wrong(&format!("the context {url}: {error}")))?;
        Ok(Cow::Owned(
            document
                .get("@context")
                .cloned()
                .unwrap_or_else(|| Map::new().into()),
        ))
    }

    /// The terms after a context that the document itself holds.
    pub(super) fn written(
        &mut self,
        before: &Arc<Active>,
        local: &Map<String, Value>,
    ) -> Result<Arc<Active>, JsonLdError> {
        // It may name what was pinned.
        let mut text = self.contexts.pins().to_owned();
        text.push_str(&serde_json::to_string(local).unwrap_or_default());
        let reach = match text.len() <= LONGEST_BROUGHT {
            true => before.reach.max(Reach::Brought),
            false => Reach::Document,
        };
        if let Some(found) = self.look(reach, |store| store.named(before.number, &text)) {
            return Ok(found);
        }
        let how = How {
            may_override: false,
            reach,
            is_inline: true,
        };
        let mut after = self.layer(before, local, how)?;
        if local.get("@propagate") == Some(&Value::Bool(false)) {
            after = with_previous(after, before);
        }
        // What is wrong with a context inside is wrong even where nothing uses it.
        self.look_inside_one(&after, local, how, 0)?;
        self.keep(reach, |store| {
            store.keep_named(before.number, &text, &after)
        });
        Ok(after)
    }

    /// §4.2.2 step 21: the contexts of terms must be right.
    fn look_inside(
        &mut self,
        active: &Arc<Active>,
        local: &Value,
        how: How,
        depth: usize,
    ) -> Result<(), JsonLdError> {
        let mut each = items(Some(local)).iter().filter_map(Value::as_object);
        each.try_for_each(|local| self.look_inside_one(active, local, how, depth))
    }

    fn look_inside_one(
        &mut self,
        active: &Arc<Active>,
        local: &Map<String, Value>,
        how: How,
        depth: usize,
    ) -> Result<(), JsonLdError> {
        if depth > MOST_NESTED {
            return Err(wrong("contexts of terms nest too deep"));
        }
        let how = How {
            may_override: true,
            ..how
        };
        for inside in local
            .values()
            .filter_map(|definition| definition.as_object()?.get("@context"))
        {
            match inside {
                Value::String(url) if self.looked_at.contains(url) => {}
                Value::String(url) => {
                    self.looked_at.push(url.clone());
                    self.named_at(active, url, 0)?.ok_or_else(|| unknown(url))?;
                }
                inside => {
                    let after = self.apply(active, inside, how, 0)?;
                    propagates(inside)?;
                    self.look_inside(&after, inside, how, depth + 1)?;
                }
            }
        }
        Ok(())
    }

    /// The terms inside a property or a class that has a context.
    pub(super) fn scoped(
        &mut self,
        before: &Arc<Active>,
        term: &Term,
        scope: Scope,
    ) -> Result<Arc<Active>, JsonLdError> {
        let Some(local) = &term.context else {
            return Ok(before.clone());
        };
        let key = (before.number, term.number, scope);
        let found = self.look(before.reach, |store| store.scoped(key));
        if let Some(found) = found {
            return Ok(found);
        }
        let how = How {
            may_override: scope == Scope::Property,
            reach: before.reach,
            is_inline: term.is_inline,
        };
        let mut after = self.apply(before, local, how, 0)?;
        let stays = match said_of_propagation(local)? {
            Some(stays) => stays,
            None => scope == Scope::Property,
        };
        if !stays {
            after = with_previous(after, before);
        }
        self.keep(before.reach, |store| store.keep_scoped(key, &after));
        Ok(after)
    }

    /// §4.1.2: the terms after a context of any form.
    fn apply(
        &mut self,
        before: &Arc<Active>,
        local: &Value,
        how: How,
        depth: usize,
    ) -> Result<Arc<Active>, JsonLdError> {
        let mut active = before.clone();
        let list = match local {
            Value::Null => std::slice::from_ref(local),
            local => items(Some(local)),
        };
        for entry in list {
            active = match entry {
                Value::Null => none(&active, how.may_override)?,
                Value::String(url) => self
                    .named_at(&active, url, depth)?
                    .ok_or_else(|| unknown(url))?,
                Value::Object(terms) => self.layer(&active, terms, how)?,
                other => return Err(wrong(&format!("a context is {other}"))),
            };
        }
        Ok(active)
    }

    fn layer(
        &mut self,
        before: &Arc<Active>,
        local: &Map<String, Value>,
        how: How,
    ) -> Result<Arc<Active>, JsonLdError> {
        let imported;
        let local = match local.get("@import") {
            None => local,
            Some(url) => {
                imported = self.imported(url, local)?;
                &imported
            }
        };
        self.spend(1 + local.len())?;
        let layer = define::layer(before, local, how).map_err(|why| wrong(&why))?;
        // A layer that holds all terms of those below it was copied from them.
        self.spend(layer.size() / 16)?;
        Ok(Arc::new(layer))
    }

    /// §4.1.2 step 5.6: a context over the one that it imports.
    fn imported(
        &self,
        url: &Value,
        local: &Map<String, Value>,
    ) -> Result<Map<String, Value>, JsonLdError> {
        let Value::String(url) = url else {
            return Err(wrong(&format!("its @import is {url}")));
        };
        let mut terms = match self.text_of(url)?.into_owned() {
            Value::Object(terms) if !terms.contains_key("@import") => terms,
            _ => {
                return Err(wrong(&format!(
                    "the context {url} cannot be imported: it is not one object, or imports another"
                )));
            }
        };
        let own = local.iter().filter(|(name, _)| *name != "@import");
        terms.extend(own.map(|(name, value)| (name.clone(), value.clone())));
        Ok(terms)
    }

    fn spend(&mut self, terms: usize) -> Result<(), JsonLdError> {
        let left = self.left.checked_sub(terms);
        self.left = left.ok_or_else(|| wrong("the document needs too many contexts"))?;
        Ok(())
    }
}

/// No terms again.
pub(super) fn none(before: &Arc<Active>, may_override: bool) -> Result<Arc<Active>, JsonLdError> {
    match before.has_protected() && !may_override {
        true => Err(wrong("a context takes protected terms away")),
        false => Ok(Arc::new(Active::empty(before.reach))),
    }
}

/// Terms that hold for one object, and not for those inside it.
fn with_previous(mut after: Arc<Active>, before: &Arc<Active>) -> Arc<Active> {
    if before.previous.is_none() {
        let own = Arc::make_mut(&mut after);
        own.number = super::active::number();
        own.previous = Some(before.clone());
    }
    after
}

/// What a context says of whether it holds for the objects inside. In one of several that is read differently by
/// processors, so it is refused there.
fn said_of_propagation(local: &Value) -> Result<Option<bool>, JsonLdError> {
    let said = |entry: &Value| entry.as_object()?.get("@propagate")?.as_bool();
    match items(Some(local)) {
        [only] => Ok(said(only)),
        several if several.iter().any(|entry| said(entry).is_some()) => Err(wrong(
            "one of several contexts has @propagate, which processors read differently; give it alone",
        )),
        _ => Ok(None),
    }
}

fn propagates(local: &Value) -> Result<bool, JsonLdError> {
    Ok(said_of_propagation(local)?.unwrap_or(true))
}

fn unknown(url: &str) -> JsonLdError {
    JsonLdError::UnknownContext {
        path: "@context".to_owned(),
        url: url.to_owned(),
    }
}

fn wrong(why: &str) -> JsonLdError {
    JsonLdError::Invalid(why.to_owned())
}
