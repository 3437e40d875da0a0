//! What came of applying contexts to contexts, remembered: for one document, or for the whole process.
use std::collections::HashMap;
use std::sync::{Arc, OnceLock, RwLock};

use super::active::{Active, Reach};

/// Most terms that are kept for the whole process, of each reach. The bundled contexts in the orders that badges use
/// need some thousands; strange orders make room for themselves by emptying the store.
const MOST_KEPT: usize = 40_000;

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
pub(super) struct Store {
    /// By the terms before, and the context: its address, its JSON, or its address among what was pinned.
    named: HashMap<u64, HashMap<String, Arc<Active>>>,
    /// By the terms before, and the term whose context it is.
    scoped: HashMap<(u64, u64, Scope), Arc<Active>>,
    size: usize,
}

impl Store {
    pub(super) fn named(&self, before: u64, url: &str) -> Option<Arc<Active>> {
        self.named.get(&before)?.get(url).cloned()
    }

    pub(super) fn scoped(&self, key: (u64, u64, Scope)) -> Option<Arc<Active>> {
        self.scoped.get(&key).cloned()
    }

    fn make_room(&mut self, size: usize) {
        if self.size + size > MOST_KEPT {
            *self = Self::default();
        }
        self.size += size;
    }

    pub(super) fn keep_named(&mut self, before: u64, url: &str, active: &Arc<Active>) {
        // A context of a document is its own name, as long as a hundred terms or more.
        self.make_room(active.size() + url.len() / 64);
        let known = self.named.entry(before).or_default();
        known.insert(url.to_owned(), active.clone());
    }

    pub(super) fn keep_scoped(&mut self, key: (u64, u64, Scope), active: &Arc<Active>) {
        self.make_room(active.size());
        self.scoped.insert(key, active.clone());
    }
}

/// What is kept for the whole process; none for what holds for one document only.
pub(super) fn shared(reach: Reach) -> Option<&'static RwLock<Store>> {
    static BUNDLED: OnceLock<RwLock<Store>> = OnceLock::new();
    static BROUGHT: OnceLock<RwLock<Store>> = OnceLock::new();
    match reach {
        Reach::Bundled => Some(BUNDLED.get_or_init(RwLock::default)),
        Reach::Brought => Some(BROUGHT.get_or_init(RwLock::default)),
        Reach::Document => None,
    }
}
