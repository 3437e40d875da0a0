//! Contexts applied to contexts, each once: for the whole process where only bundled contexts, pinned ones and small
//! ones of the documents take part, for one document elsewhere.
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use serde_json::{Map, Value};

use super::JsonLdError;
use super::active::{Active, Reach, Term};
use super::define::{self, How};
use crate::context::{BUNDLED, Contexts};
use crate::json::items;

/// Most terms that are kept for the whole process, of each reach. The bundled contexts in the orders that badges use
/// need some thousands; strange orders make room for themselves by emptying the store.
const MOST_KEPT: usize = 40_000;

/// Most terms that are defined for one document.
const MOST_DEFINED: usize = 30_000;

/// The longest context of a document, in bytes of JSON, that is remembered.
const LONGEST_BROUGHT: usize = 4096;

/// The longest pinned context, in bytes, that is remembered.
const LONGEST_PINNED: usize = 256 * 1024;

/// Contexts that name contexts that name contexts.
const MOST_NAMED: usize = 8;

/// Whose context is applied: that of a property's values or of a class's objects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Scope {
    /// May redefine protected terms, and holds for everything inside.
    Property,
    /// Holds for the object itself.
    Class,
}

/// Results by what they were made of.
#[derive(Default)]
struct Store {
    /// By the terms before, and the context: its address, its JSON, or its address among what was pinned.
    named: HashMap<u64, Vec<(String, Arc<Active>)>>,
    /// By the terms before, and the term whose context it is.
    scoped: HashMap<(u64, u64, Scope), Arc<Active>>,
    size: usize,
}

impl Store {
    fn named(&self, before: u64, url: &str) -> Option<Arc<Active>> {
        let known = self.named.get(&before)?;
        let found = known.iter().find(|(known, _)| known == url);
        found.map(|(_, active)| active.clone())
    }

    fn make_room(&mut self, size: usize) {
        if self.size + size > MOST_KEPT {
            *self = Self::default();
        }
        self.size += size;
    }

    fn keep_named(&mut self, before: u64, url: &str, active: &Arc<Active>) {
        self.make_room(active.size());
        let known = self.named.entry(before).or_default();
        known.push((url.to_owned(), active.clone()));
    }

    fn keep_scoped(&mut self, key: (u64, u64, Scope), active: &Arc<Active>) {
        self.make_room(active.size());
        self.scoped.insert(key, active.clone());
    }
}

/// What is kept for the whole process; none for what holds for one document only.
fn shared(reach: Reach) -> Option<&'static RwLock<Store>> {
    static BUNDLED: OnceLock<RwLock<Store>> = OnceLock::new();
    static BROUGHT: OnceLock<RwLock<Store>> = OnceLock::new();
    match reach {
        Reach::Bundled => Some(BUNDLED.get_or_init(RwLock::default)),
        Reach::Brought => Some(BROUGHT.get_or_init(RwLock::default)),
        Reach::Document => None,
    }
}

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
        let parsed;
        let local = match bundled(url) {
            Some(local) => local,
            None => {
                let Some(text) = self.contexts.get(url) else {
                    return Ok(None);
                };
                let document: Value = serde_json::from_str(text)
                    .map_err(|error| wrong(&format!("the context {url}: {error}")))?;
                parsed = document.get("@context").cloned().unwrap_or_default();
                &parsed
            }
        };
        let how = How {
            may_override: false,
            reach,
        };
        let after = self.apply(before, local, how, depth + 1)?;
        self.keep(reach, |store| {
            store.keep_named(before.number, &name, &after)
        });
        Ok(Some(after))
    }

    /// The terms after a context that the document itself holds, if `check` has nothing against it.
    pub(super) fn written(
        &mut self,
        before: &Arc<Active>,
        local: &Map<String, Value>,
        check: impl FnOnce() -> Result<(), JsonLdError>,
    ) -> Result<Arc<Active>, JsonLdError> {
        let text = serde_json::to_string(local).unwrap_or_default();
        let reach = match (1..=LONGEST_BROUGHT).contains(&text.len()) {
            true => before.reach.max(Reach::Brought),
            false => Reach::Document,
        };
        if let Some(found) = self.look(reach, |store| store.named(before.number, &text)) {
            return Ok(found);
        }
        check()?;
        let how = How {
            may_override: false,
            reach,
        };
        let after = self.layer(before, local, how)?;
        // What is wrong with a context inside is wrong even where nothing uses it.
        for name in local.keys() {
            if let Some(inside) = after.term(name).and_then(|term| term.context.clone()) {
                let how = How {
                    may_override: true,
                    ..how
                };
                self.apply(&after, &inside, how, 0)?;
            }
        }
        self.keep(reach, |store| {
            store.keep_named(before.number, &text, &after)
        });
        Ok(after)
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
        let found = self.look(before.reach, |store| store.scoped.get(&key).cloned());
        if let Some(found) = found {
            return Ok(found);
        }
        let how = How {
            may_override: scope == Scope::Property,
            reach: before.reach,
        };
        let mut after = self.apply(before, local, how, 0)?;
        if scope == Scope::Class && before.previous.is_none() {
            let own = Arc::make_mut(&mut after);
            own.number = super::active::number();
            own.previous = Some(before.clone());
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
                Value::Null if active.has_protected() && !how.may_override => {
                    return Err(wrong("a context takes protected terms away"));
                }
                Value::Null => {
                    let mut empty = Active::empty(active.reach);
                    empty.previous = active.previous.clone();
                    Arc::new(empty)
                }
                Value::String(url) => self.named_at(&active, url, depth)?.ok_or_else(|| {
                    let url = url.clone();
                    let path = "@context".to_owned();
                    JsonLdError::UnknownContext { path, url }
                })?,
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
        self.spend(1 + local.len())?;
        let layer = define::layer(before, local, how).map_err(|why| wrong(&why))?;
        // A layer that holds all terms of those below it was copied from them.
        self.spend(layer.size() / 16)?;
        Ok(Arc::new(layer))
    }

    fn spend(&mut self, terms: usize) -> Result<(), JsonLdError> {
        let left = self.left.checked_sub(terms);
        self.left = left.ok_or_else(|| wrong("the document needs too many contexts"))?;
        Ok(())
    }
}

fn wrong(why: &str) -> JsonLdError {
    JsonLdError::Invalid(why.to_owned())
}
