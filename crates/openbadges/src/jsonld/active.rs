//! What the terms mean at one place of a document (JSON-LD 1.1 API §4.1, the active context).
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::Value;

use super::inline::Standing;

/// Every keyword of JSON-LD 1.1.
pub(super) const KEYWORDS: &[&str] = &[
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

/// Layers that are looked through for a term before they are made one.
const MOST_LAYERS: usize = 6;

/// A number that nothing else in this process has.
pub(super) fn number() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// What a term stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meaning {
    /// `@id`, in other words.
    Id,
    /// `@type`, in other words.
    Type,
    /// Another keyword.
    Keyword(&'static str),
    /// A full address.
    Address(String),
    /// Nothing: whatever has this name would be dropped.
    Nothing,
}

/// What the values of a term are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// Strings, numbers, booleans as they are.
    Plain,
    /// Addresses.
    Id,
    /// Addresses or terms.
    Vocab,
    /// Any JSON, kept as it is.
    Json,
    /// Literals of a datatype: what follows the quoted text, `^^<…>`.
    Typed(String),
}

/// How the values of a term are kept. Whether `@set` stands beside it says nothing about what they mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Container {
    /// One or several, in no order.
    Set,
    /// In order.
    List,
    /// Each in a graph of its own.
    Graph,
    /// By language.
    Language,
    /// By a word that says nothing, or by what a property of each value says ([`Term::index`]).
    Index,
    /// By their ids.
    Id,
    /// By one of their classes.
    Type,
    /// Graphs by a word, or by what a property of each graph says.
    GraphIndex,
    /// Graphs by their names.
    GraphId,
}

impl Container {
    /// Whether the members of an object stand for several values. (By language, nothing can be hidden that way.)
    pub(super) fn is_map(self) -> bool {
        matches!(
            self,
            Self::Index | Self::Id | Self::Type | Self::GraphIndex | Self::GraphId
        )
    }

    /// Whether each value is a graph of its own.
    pub(super) fn is_graph(self) -> bool {
        matches!(self, Self::Graph | Self::GraphIndex | Self::GraphId)
    }
}

/// For how long terms are remembered, by what they follow from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reach {
    /// From bundled contexts alone: they hold for every document, in this process.
    Bundled,
    /// From bundled contexts, pinned ones and small ones that documents brought: they hold for every document that has
    /// the same.
    Brought,
    /// From anything else: they hold for one document.
    Document,
}

/// The definition of a term.
#[derive(Debug, Clone)]
pub(super) struct Term {
    /// Tells scoped contexts apart.
    pub number: u64,
    pub meaning: Meaning,
    /// Whether it may begin other addresses.
    pub is_prefix: bool,
    pub is_protected: bool,
    pub kind: Kind,
    pub container: Container,
    /// The language of its texts; `Some(None)` takes the default away.
    pub language: Option<Option<String>>,
    /// The base direction of its texts; `Some(None)` takes the default away.
    pub direction: Option<Option<String>>,
    /// The context of its values, or of the objects of this class.
    pub context: Option<Arc<Value>>,
    /// Whether it leads from its values to the object that it stands in.
    pub is_reverse: bool,
    /// The property that the names in a map stand for.
    pub index: Option<String>,
    /// Where it is gathered when JSON-LD is written; reading goes by the document itself.
    pub nest: Option<String>,
    /// Whether the document itself defines it, not a published context.
    pub is_inline: bool,
    /// How it stands to the published contexts.
    pub standing: Standing,
}

impl Term {
    /// Whether two definitions say the same, protected or not.
    pub(super) fn says_the_same(&self, other: &Self) -> bool {
        self.meaning == other.meaning
            && self.is_prefix == other.is_prefix
            && self.kind == other.kind
            && self.container == other.container
            && self.language == other.language
            && self.direction == other.direction
            && self.context == other.context
            && self.is_reverse == other.is_reverse
            && self.index == other.index
            && self.nest == other.nest
    }
}

/// The terms in force. Later layers lie over earlier ones, which are shared.
#[derive(Debug, Clone)]
pub(super) struct Active {
    /// Which it is; equal numbers mean equal terms.
    pub number: u64,
    pub reach: Reach,
    own: HashMap<Arc<str>, Option<Arc<Term>>>,
    below: Option<Arc<Active>>,
    layers: usize,
    /// Begins the address of each name that is no term.
    pub vocabulary: Option<String>,
    pub language: Option<String>,
    pub direction: Option<String>,
    /// What relative addresses are resolved against, if the document says so itself.
    pub base: Option<String>,
    /// What holds again in the objects inside.
    pub previous: Option<Arc<Active>>,
    /// The terms that stand for `@id` and `@type`.
    pub ids: Vec<Arc<str>>,
    pub types: Vec<Arc<str>>,
    /// Whether further keywords have other names.
    pub has_aliases: bool,
    has_protected: bool,
}

impl Active {
    /// No terms at all.
    pub(super) fn empty(reach: Reach) -> Self {
        Self {
            number: number(),
            reach,
            own: HashMap::new(),
            below: None,
            layers: 1,
            vocabulary: None,
            language: None,
            direction: None,
            base: None,
            previous: None,
            ids: Vec::new(),
            types: Vec::new(),
            has_aliases: false,
            has_protected: false,
        }
    }

    /// A layer over others.
    pub(super) fn over(below: &Arc<Self>, reach: Reach) -> Self {
        let mut layer = Self {
            number: number(),
            reach: below.reach.max(reach),
            own: HashMap::new(),
            layers: below.layers + 1,
            vocabulary: below.vocabulary.clone(),
            language: below.language.clone(),
            direction: below.direction.clone(),
            base: below.base.clone(),
            previous: below.previous.clone(),
            ids: below.ids.clone(),
            types: below.types.clone(),
            has_aliases: below.has_aliases,
            has_protected: below.has_protected,
            below: Some(below.clone()),
        };
        if layer.layers > MOST_LAYERS {
            layer.own = below.flat();
            layer.below = None;
            layer.layers = 1;
        }
        layer
    }

    /// All terms in one table.
    fn flat(&self) -> HashMap<Arc<str>, Option<Arc<Term>>> {
        let mut all = self
            .below
            .as_ref()
            .map(|below| below.flat())
            .unwrap_or_default();
        let own = self
            .own
            .iter()
            .map(|(name, term)| (name.clone(), term.clone()));
        all.extend(own);
        all
    }

    /// The definition of a term.
    pub(super) fn term(&self, name: &str) -> Option<&Arc<Term>> {
        let mut layer = self;
        loop {
            match (layer.own.get(name), &layer.below) {
                (Some(term), _) => return term.as_ref(),
                (None, Some(below)) => layer = below,
                (None, None) => return None,
            }
        }
    }

    /// The keyword that a name is, or is another name of.
    pub(super) fn keyword(&self, name: &str) -> Option<&'static str> {
        if name.starts_with('@')
            && let Some(keyword) = KEYWORDS.iter().find(|keyword| **keyword == name)
        {
            return Some(keyword);
        }
        match self.term(name)?.meaning {
            Meaning::Id => Some("@id"),
            Meaning::Type => Some("@type"),
            Meaning::Keyword(keyword) => Some(keyword),
            Meaning::Address(_) | Meaning::Nothing => None,
        }
    }

    /// Defines a term, or takes its definition away.
    pub(super) fn put(&mut self, name: &str, term: Option<Arc<Term>>) {
        let name: Arc<str> = name.into();
        self.ids.retain(|alias| *alias != name);
        self.types.retain(|alias| *alias != name);
        if let Some(term) = &term {
            self.has_protected |= term.is_protected;
            match term.meaning {
                Meaning::Id => self.ids.push(name.clone()),
                Meaning::Type => self.types.push(name.clone()),
                Meaning::Keyword(_) => self.has_aliases = true,
                Meaning::Address(_) | Meaning::Nothing => {}
            }
        }
        self.own.insert(name, term);
    }

    /// Whether some term may not be redefined.
    pub(super) fn has_protected(&self) -> bool {
        self.has_protected
    }

    /// How many terms this layer holds, as a measure of its size.
    pub(super) fn size(&self) -> usize {
        1 + self.own.len()
    }
}
