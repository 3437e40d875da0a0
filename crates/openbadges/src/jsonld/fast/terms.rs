//! What the terms of a document's contexts mean, read from the pinned contexts themselves.
//!
//! Only what those contexts use is understood: terms with an address, a type and a container, prefixes, and contexts that
//! hold inside objects of one class. A term that says more is noted as unknown, so that a document with it falls
//! through; so does a list of contexts that contradict each other.
use std::sync::{Arc, Mutex, PoisonError};

// Its hash is several times as quick as that of the standard library, and seeded by chance as well.
use foldhash::{HashMap, HashMapExt as _};
use serde_json::{Map, Value};

use crate::context::Contexts;
use crate::json::items;
use crate::jsonld::define::MAX_ADDRESS;
use crate::jsonld::draft::{FIRST, REST, TYPE};
use crate::jsonld::known::bundled;
use crate::jsonld::literal::SCHEMES;
use crate::jsonld::{CREDENTIALS, DECISIVE, MAX_CONTEXTS, inline};

/// How many lists of contexts are remembered.
const MOST_REMEMBERED: usize = 32;

/// Most terms that a document may add here; badges add a few.
const MOST_OWN: usize = 256;

/// What a property's values are.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Values {
    /// Strings, numbers, booleans as they are.
    Plain,
    /// Literals of a datatype: what follows the quoted text, `^^<…>`.
    Typed(String),
    /// Addresses.
    Address,
    /// One of these words, which stand for addresses.
    Words(HashMap<String, String>),
}

/// How several values are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Container {
    Set,
    List,
    /// Each value is a graph of its own.
    Graph,
}

/// Where a predicate stands among all those of some published contexts, in alphabetical order.
pub(super) type Rank = u32;

/// The ranks of the predicates that no context defines.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Ranks {
    /// Of `rdf:type`.
    pub kind: Rank,
    /// Of `rdf:first`.
    pub first: Rank,
    /// Of `rdf:rest`.
    pub rest: Rank,
}

/// A property: its address between spaces, as it stands in a line, and what its values are.
#[derive(Debug, Clone)]
pub(super) struct Property {
    pub predicate: String,
    pub values: Values,
    pub container: Container,
    /// Whether validity hangs on it.
    pub decides: bool,
    /// Given when all contexts are read.
    pub rank: Rank,
}

/// Whether they say the same; the rank says nothing.
impl PartialEq for Property {
    fn eq(&self, other: &Self) -> bool {
        self.predicate == other.predicate
            && self.values == other.values
            && self.container == other.container
    }
}

/// Properties by name; those that are not understood have none.
pub(super) type Properties = HashMap<String, Option<Property>>;

/// A class: its address in angle brackets, and the properties that only its objects have.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Class {
    pub address: String,
    pub own: Option<Properties>,
    /// Its own properties and those that hold everywhere, to look one up once. Filled when all contexts are read.
    all: Properties,
}

/// A term that may begin other addresses, or stand for one.
#[derive(Debug, Clone, PartialEq)]
struct Name {
    address: String,
    is_prefix: bool,
}

/// The terms of some contexts.
#[derive(Debug, Default)]
struct Layer {
    names: HashMap<String, Name>,
    properties: Properties,
    classes: HashMap<String, Option<Class>>,
}

/// The terms of a document: its published contexts, and what it adds itself.
#[derive(Clone)]
pub(super) struct Terms {
    contexts: Contexts,
    published: Arc<Published>,
    own: Option<Arc<Layer>>,
}

/// The terms of a list of published contexts.
struct Published {
    urls: Vec<String>,
    layer: Layer,
    ranks: Ranks,
}

/// What was found out about a list of published contexts.
struct Remembered {
    urls: Vec<String>,
    /// The digest of the contexts that were pinned, where the list has such.
    pins: Option<String>,
    /// None if it is not understood.
    published: Option<Arc<Published>>,
}

impl Terms {
    /// The terms of an `@context` member: published contexts, then inline ones.
    pub(super) fn of(context: &Value, contexts: &Contexts) -> Option<Self> {
        let list = items(Some(context));
        let split = list
            .iter()
            .position(|entry| !entry.is_string())
            .unwrap_or(list.len());
        let (named, inline) = list.split_at(split);
        if named.is_empty() || list.len() > MAX_CONTEXTS {
            return None;
        }
        let published = published(named.iter().filter_map(Value::as_str), contexts)?;
        let mut own = None;
        if !inline.is_empty() {
            let mut layer = Layer::default();
            let mut left = MOST_OWN;
            for entry in inline {
                let definitions = entry.as_object()?;
                left = left.checked_sub(definitions.len())?;
                inline::is_simple(definitions).then_some(())?;
                layer.add(definitions, Some(&published.layer))?;
            }
            own = Some(Arc::new(layer));
        }
        Some(Self {
            contexts: contexts.clone(),
            published,
            own,
        })
    }

    /// The terms inside an embedded credential, whose contexts come after those of the document.
    pub(super) fn inside(&self, context: &Value) -> Option<Self> {
        if self.own.is_some() {
            return None;
        }
        let mut urls: Vec<&str> = self.published.urls.iter().map(String::as_str).collect();
        for entry in items(Some(context)) {
            let url = entry.as_str()?;
            if !urls.contains(&url) {
                urls.push(url);
            }
        }
        Some(Self {
            published: published(urls.into_iter(), &self.contexts)?,
            ..self.clone()
        })
    }

    /// Whether every property has a rank: terms of the document itself have none.
    pub(super) fn are_ranked(&self) -> bool {
        self.own.is_none()
    }

    /// Whether both have their ranks of the same order.
    pub(super) fn rank_as(&self, other: &Self) -> bool {
        self.are_ranked() && Arc::ptr_eq(&self.published, &other.published)
    }

    pub(super) fn ranks(&self) -> Ranks {
        self.published.ranks
    }

    pub(super) fn class(&self, name: &str) -> Option<&Class> {
        let own = self.own.as_ref().and_then(|own| own.classes.get(name));
        own.or_else(|| self.published.layer.classes.get(name))?
            .as_ref()
    }

    /// Whether a class name stands for something that is not understood.
    pub(super) fn is_unknown_class(&self, name: &str) -> bool {
        let unknown = |layer: &Layer| {
            layer.names.contains_key(name) || matches!(layer.classes.get(name), Some(None))
        };
        self.own.as_deref().is_some_and(unknown) || unknown(&self.published.layer)
    }

    /// A property by the classes of the object it stands in, then by what holds everywhere. Classes that mean
    /// different things by one name are left to the general algorithm.
    pub(super) fn property<'a>(
        &'a self,
        class: Option<&'a Class>,
        more: &[&'a Class],
        name: &str,
    ) -> Option<&'a Property> {
        if let (Some(class), [], None) = (class, more, &self.own)
            && !class.all.is_empty()
        {
            return class.all.get(name)?.as_ref();
        }
        let mut found: Option<&Option<Property>> = None;
        let classes = class.iter().chain(more);
        for own in classes.filter_map(|class| class.own.as_ref()) {
            if let Some(property) = own.get(name)
                && found
                    .replace(property)
                    .is_some_and(|other| other != property)
            {
                return None;
            }
        }
        found
            .or_else(|| self.own.as_ref()?.properties.get(name))
            .or_else(|| self.published.layer.properties.get(name))?
            .as_ref()
    }
}

/// The terms of published contexts, remembered; none if they are not understood.
fn published<'u>(
    urls: impl Iterator<Item = &'u str> + Clone,
    contexts: &Contexts,
) -> Option<Arc<Published>> {
    static REMEMBERED: Mutex<Vec<Remembered>> = Mutex::new(Vec::new());
    let lock = || REMEMBERED.lock().unwrap_or_else(PoisonError::into_inner);
    let is = |known: &&Remembered| {
        let pins = known.pins.as_deref();
        known.urls.iter().map(String::as_str).eq(urls.clone())
            && pins.is_none_or(|pins| pins == contexts.pins())
    };
    if let Some(known) = lock().iter().find(is) {
        return known.published.clone();
    }
    let urls: Vec<String> = urls.map(str::to_owned).collect();
    let is_pinned = !urls.iter().all(|url| Contexts::is_bundled(url));
    let published = read(&urls, contexts).map(|mut layer| {
        let (urls, ranks) = (urls.clone(), layer.rank());
        Arc::new(Published { urls, layer, ranks })
    });
    let mut known = lock();
    if known.len() >= MOST_REMEMBERED {
        known.remove(0);
    }
    known.push(Remembered {
        urls,
        pins: is_pinned.then(|| contexts.pins().to_owned()),
        published: published.clone(),
    });
    published
}

fn read(urls: &[String], contexts: &Contexts) -> Option<Layer> {
    let mut layer = Layer::default();
    for url in urls {
        let parsed;
        let context = match bundled(url) {
            Some(context) => context,
            None => {
                let document: Value = serde_json::from_str(contexts.get(url)?).ok()?;
                parsed = document.get("@context").cloned().unwrap_or_default();
                &parsed
            }
        };
        for context in items(Some(context)) {
            layer.add(context.as_object()?, None)?;
        }
    }
    for class in layer.classes.values_mut().flatten() {
        if let Some(own) = &class.own {
            class.all = layer.properties.clone();
            class.all.extend(own.clone());
        }
    }
    Some(layer)
}

impl Layer {
    /// Gives each property the rank of its predicate.
    fn rank(&mut self) -> Ranks {
        let mut order: Vec<String> = [TYPE, FIRST, REST].map(str::to_owned).into();
        self.each_property(|property| order.push(property.predicate.clone()));
        order.sort_unstable();
        order.dedup();
        let rank = |predicate: &str| {
            let at = order.partition_point(|known| known.as_str() < predicate);
            Rank::try_from(at).unwrap_or(Rank::MAX)
        };
        self.each_property(|property| property.rank = rank(&property.predicate));
        Ranks {
            kind: rank(TYPE),
            first: rank(FIRST),
            rest: rank(REST),
        }
    }

    fn each_property(&mut self, act: impl FnMut(&mut Property)) {
        let classes = self.classes.values_mut().flatten();
        let of_classes = classes.flat_map(|class| [class.own.as_mut(), Some(&mut class.all)]);
        let tables = of_classes.flatten().chain([&mut self.properties]);
        tables.flat_map(HashMap::values_mut).flatten().for_each(act);
    }

    /// Adds the definitions of one context; none where they contradict what is known or cannot be understood as a whole.
    fn add(&mut self, definitions: &Map<String, Value>, outer: Option<&Self>) -> Option<()> {
        let reader = Reader {
            local: definitions,
            layers: [Some(&*self), outer],
        };
        let mut found = Self::default();
        for (name, definition) in definitions {
            if name.starts_with('@') {
                matches!(name.as_str(), "@protected" | "@version").then_some(())?;
                continue;
            }
            if matches!(name.as_str(), "id" | "type") {
                continue;
            }
            if SCHEMES.contains(&name.as_str()) {
                return None;
            }
            if let Some(name_of) = reader.name(definition) {
                found.names.insert(name.clone(), name_of);
            }
            if is_class(name) {
                found
                    .classes
                    .insert(name.clone(), reader.class(definition)?);
            } else {
                found
                    .properties
                    .insert(name.clone(), reader.property(name, definition));
            }
        }
        let agree = same(&self.properties, &found.properties)
            && same(&self.classes, &found.classes)
            && outer.is_none_or(|outer| {
                same(&outer.properties, &found.properties) && same(&outer.classes, &found.classes)
            });
        if !agree {
            return None;
        }
        self.names.extend(found.names);
        self.properties.extend(found.properties);
        self.classes.extend(found.classes);
        Some(())
    }
}

/// Whether two tables say the same of what both know.
fn same<T: PartialEq>(a: &HashMap<String, T>, b: &HashMap<String, T>) -> bool {
    b.iter()
        .all(|(name, value)| a.get(name).is_none_or(|known| known == value))
}

/// Classes are written with a capital (or the digit of 1EdTech), properties are not.
fn is_class(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase() || first.is_ascii_digit())
}

/// Reads one context, with what stands for short names in it.
struct Reader<'a> {
    local: &'a Map<String, Value>,
    layers: [Option<&'a Layer>; 2],
}

impl Reader<'_> {
    fn name(&self, definition: &Value) -> Option<Name> {
        let address = self.address(definition, 4)?;
        let is_prefix =
            definition.is_string() && address.ends_with([':', '/', '?', '#', '[', ']', '@']);
        Some(Name { address, is_prefix })
    }

    /// The full address of a definition.
    fn address(&self, definition: &Value, depth: u8) -> Option<String> {
        let text = definition
            .as_str()
            .or_else(|| definition.get("@id")?.as_str())?;
        self.expand(text, depth)
    }

    /// A text as a full address: itself, a prefix and the rest, or what another term stands for.
    fn expand(&self, text: &str, depth: u8) -> Option<String> {
        let depth = depth.checked_sub(1)?;
        if text.len() > MAX_ADDRESS {
            return None; // as the general algorithm has it
        }
        let term = |name: &str| match self.local.get(name) {
            Some(definition) => {
                let address = self.address(definition, depth)?;
                let is_prefix = definition.is_string()
                    && address.ends_with([':', '/', '?', '#', '[', ']', '@']);
                Some(Name { address, is_prefix })
            }
            None => self
                .layers
                .iter()
                .flatten()
                .find_map(|layer| layer.names.get(name).cloned()),
        };
        match text.split_once(':') {
            Some((_, rest)) if rest.starts_with("//") => Some(text.to_owned()),
            Some((prefix, rest)) => match term(prefix) {
                Some(name) if name.is_prefix => Some(format!("{}{rest}", name.address)),
                Some(_) => None,
                None if prefix == "_" => None,
                None => Some(text.to_owned()),
            },
            None if text.starts_with('@') => None,
            None => term(text).map(|name| name.address),
        }
    }

    /// A class; none inside if its objects' context is not understood. Nothing at all if it has no address.
    fn class(&self, definition: &Value) -> Option<Option<Class>> {
        let address = format!("<{}>", self.address(definition, 4)?);
        let own = match definition.get("@context") {
            None => None,
            Some(Value::Object(own)) => match self.properties(own) {
                Some(own) => Some(own),
                None => return Some(None),
            },
            Some(_) => return Some(None),
        };
        let all = Properties::new();
        Some(Some(Class { address, own, all }))
    }

    /// The properties of a class.
    fn properties(&self, own: &Map<String, Value>) -> Option<Properties> {
        let mut layer = Layer::default();
        for (name, definition) in self.local {
            // Prefixes of the whole context hold inside too.
            if !own.contains_key(name)
                && let Some(name_of) = self.name(definition).filter(|name| name.is_prefix)
            {
                layer.names.insert(name.clone(), name_of);
            }
        }
        let reader = Reader {
            local: own,
            layers: [Some(&layer), self.layers[0]],
        };
        let mut found = Properties::new();
        for (name, definition) in own {
            if name.starts_with('@') {
                matches!(name.as_str(), "@protected" | "@version").then_some(())?;
                continue;
            }
            if SCHEMES.contains(&name.as_str()) || is_class(name) {
                return None;
            }
            if !matches!(name.as_str(), "id" | "type") {
                found.insert(name.clone(), reader.property(name, definition));
            }
        }
        Some(found)
    }

    fn property(&self, name: &str, definition: &Value) -> Option<Property> {
        const UNDERSTOOD: [&str; 5] = ["@id", "@type", "@container", "@context", "@protected"];
        let address = self.address(definition, 4)?;
        if let Value::Object(members) = definition
            && members
                .keys()
                .any(|member| !UNDERSTOOD.contains(&member.as_str()))
        {
            return None;
        }
        let decides = address
            .strip_prefix(CREDENTIALS)
            .filter(|term| DECISIVE.contains(term));
        if decides != DECISIVE.contains(&name).then_some(name) {
            return None; // something decisive under another name, or another thing under its name
        }
        let text = |member: &str| definition.get(member).and_then(Value::as_str);
        let container = match definition.get("@container").map(Value::as_str) {
            None | Some(Some("@set")) => Container::Set,
            Some(Some("@list")) => Container::List,
            Some(Some("@graph")) => Container::Graph,
            Some(_) => return None,
        };
        let values = match (text("@type"), definition.get("@context")) {
            (Some("@vocab"), Some(Value::Object(words))) => {
                let reader = Reader {
                    local: words,
                    layers: self.layers,
                };
                let words = words.iter().filter_map(|(word, meaning)| {
                    Some((word.clone(), format!("<{}>", reader.address(meaning, 4)?)))
                });
                Values::Words(words.collect())
            }
            (_, Some(_)) => return None,
            (None, None) if definition.get("@type").is_none() => Values::Plain,
            (Some("@id"), None) => Values::Address,
            (Some(kind), None) if !kind.starts_with('@') => {
                Values::Typed(format!("^^<{}>", self.expand(kind, 4)?))
            }
            _ => return None,
        };
        Some(Property {
            predicate: format!(" <{address}> "),
            values,
            container,
            decides: decides.is_some(),
            rank: 0,
        })
    }
}
