//! Makes documents of the terms on the menu.
use openbadges::context::{CREDENTIALS_V2, MULTIKEY_V1, OPEN_BADGES_3};
use serde_json::{Map, Value, json};

use super::menu::{Kind, RARE, menu, x};

/// Marsaglia's xorshift: the same documents in every run.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(limit.max(1)).unwrap()).unwrap()
    }

    fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    fn one<'o, T>(&mut self, of: &'o [T]) -> &'o T {
        &of[self.below(of.len())]
    }
}

pub struct Generator {
    pub dice: Dice,
    /// The terms that the document defines, with what their values look like.
    terms: Vec<(&'static str, Kind)>,
    defined: Map<String, Value>,
}

impl Generator {
    pub fn new(seed: u64) -> Self {
        let seed = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        Self {
            dice: Dice(seed),
            terms: Vec::new(),
            defined: Map::new(),
        }
    }

    /// A credential with members of its own terms that use everything.
    pub fn document(&mut self) -> Value {
        let context = self.context();
        let mut document = json!({
            "@context": [CREDENTIALS_V2, OPEN_BADGES_3, {"own": x("own"), "owns": {"@id": x("owns"), "@container": "@set"}}, context],
            "type": ["VerifiableCredential"],
            "issuer": "did:web:example.org",
            "credentialSubject": {"id": "urn:x:subject"},
        });
        document["own"] = self.object(3);
        if self.dice.once_in(3) {
            document["credentialSubject"]["owns"] = json!([self.object(2), self.object(1)]);
        }
        document
    }

    fn context(&mut self) -> Value {
        self.terms.clear();
        let mut context = Map::new();
        for (name, definition, kind) in menu() {
            let wanted = match RARE.contains(&name) {
                true => self.dice.once_in(25),
                false => !self.dice.once_in(3),
            };
            if wanted {
                context.insert(name.into(), definition);
                if kind != Kind::None {
                    self.terms.push((name, kind));
                }
            }
        }
        self.defined = context.clone();
        context.into()
    }

    /// The keyword, or another name of it that the document defines.
    fn keyword(&mut self, keyword: &'static str) -> String {
        let aliases: Vec<String> = self
            .defined
            .iter()
            .filter(|(name, definition)| {
                definition.as_str() == Some(keyword) && !name.starts_with('@')
            })
            .map(|(name, _)| name.clone())
            .collect();
        match aliases.is_empty() || self.dice.once_in(2) {
            true => keyword.to_owned(),
            false => self.dice.one(&aliases).clone(),
        }
    }

    fn object(&mut self, depth: usize) -> Value {
        let mut members = Map::new();
        if self.dice.once_in(2) {
            members.insert(self.keyword("@id"), self.address());
        }
        if self.dice.once_in(3) {
            members.insert(self.keyword("@type"), self.types());
        }
        for _ in 0..=self.dice.below(3) {
            let (name, value) = self.member(depth);
            members.insert(name, value);
        }
        if depth > 0 {
            match self.dice.below(24) {
                0 => {
                    drop(members.insert(self.keyword("@graph"), self.several(depth, Self::object)))
                }
                1 => drop(
                    members.insert(self.keyword("@included"), self.several(depth, Self::object)),
                ),
                2 => drop(members.insert(self.keyword("@reverse"), self.reverse(depth))),
                3 => drop(members.insert("@nest".into(), self.group(depth))),
                4 => drop(members.insert(self.keyword("@index"), "a word".into())),
                5 => drop(members.insert("@context".into(), self.inner_context())),
                _ => {}
            }
        }
        members.into()
    }

    fn inner_context(&mut self) -> Value {
        let contexts = [
            json!({"p": x("inner-p")}),
            json!({"@vocab": x("inner-")}),
            json!({"@propagate": false, "p": x("inner-flat-p")}),
            json!({"q": null}),
            json!({"size": {"@id": x("inner-size"), "@type": "@id"}}),
            json!({"@import": MULTIKEY_V1, "p": x("imported-p")}),
            json!([MULTIKEY_V1, {"p": x("last-p")}]),
            json!(MULTIKEY_V1),
            json!([]),
            json!(null),
            json!({"@base": "../up/"}),
            json!({"@language": null}),
        ];
        self.dice.one(&contexts).clone()
    }

    fn member(&mut self, depth: usize) -> (String, Value) {
        let is_leaf = |(_, kind): &(&str, Kind)| *kind == Kind::Any;
        if !self.terms.iter().any(is_leaf) || self.dice.once_in(12) {
            let names = [
                "ex:y",
                "https://example.org/full",
                "size",
                "weight",
                "unknown",
                "pre:y",
                "ex:y/z",
            ];
            let name = (*self.dice.one(&names)).to_owned();
            return (name, self.any(depth));
        }
        let leaves = [
            Kind::Any,
            Kind::Link,
            Kind::Word,
            Kind::Json,
            Kind::Languages,
        ];
        let mut choice = *self.dice.one(&self.terms);
        while depth == 0 && !leaves.contains(&choice.1) {
            choice = *self.dice.one(&self.terms);
        }
        let (name, kind) = choice;
        let value = match self.dice.once_in(15) {
            true => self.any(depth),
            false => self.value(kind, depth),
        };
        (name.to_owned(), value)
    }

    fn value(&mut self, kind: Kind, depth: usize) -> Value {
        let deeper = depth.saturating_sub(1);
        match kind {
            Kind::Any => self.several(depth, Self::any),
            Kind::Link => self.several(depth, Self::link),
            Kind::Word => self.several(depth, |own, _| own.word()),
            Kind::Json => self.json(),
            Kind::List => match self.dice.below(4) {
                0 => json!({ self.keyword("@list"): self.several(depth, Self::any) }),
                1 => json!([self.any(deeper), [self.any(deeper), self.text()]]),
                _ => self.several(depth, Self::link),
            },
            Kind::Graph | Kind::Node => self.several(deeper, Self::object),
            Kind::Languages => self.map(
                depth,
                &["en", "De", "pt-BR", "@none", "none"],
                |own, depth| own.several(depth, |own, _| own.text()),
            ),
            Kind::Index => self.map(
                depth,
                &["a", "b c", "@none", "none", "ex:k"],
                |own, depth| own.several(depth, Self::any),
            ),
            Kind::LinkIndex => self.map(
                depth,
                &["a", "Thing", "@none", "ex:k", "https://example.org/k"],
                |own, depth| own.several(depth, Self::link),
            ),
            Kind::Ids => self.map(
                depth,
                &["urn:x:k", "ex:k", "@none", "none", "_:k", "rel/k"],
                |own, depth| own.several(depth.saturating_sub(1), Self::object),
            ),
            Kind::Types => {
                // Not two classes with contexts: it lets the one's hold for the other's objects.
                let classes = ["Thing", "Zoo", "@none", "ex:T", "https://example.org/T"];
                let class = *self.dice.one(&classes);
                self.map(depth, &[class, "Plain"], |own, depth| {
                    own.several(depth, Self::link)
                })
            }
            Kind::Graphs => self.map(depth, &["a", "b", "@none"], |own, depth| {
                own.several(depth.saturating_sub(1), Self::object)
            }),
            Kind::NamedGraphs => {
                self.map(depth, &["urn:x:g", "ex:g", "@none", "_:g"], |own, depth| {
                    own.several(depth.saturating_sub(1), Self::object)
                })
            }
            Kind::Nest => self.group(depth),
            Kind::Reverse => self.reverse(depth),
            Kind::None => Value::Null,
        }
    }

    fn several(&mut self, depth: usize, mut one: impl FnMut(&mut Self, usize) -> Value) -> Value {
        match self.dice.below(6) {
            0 => json!([one(self, depth), one(self, depth)]),
            1 => json!([one(self, depth)]),
            2 if self.dice.once_in(3) => {
                let keyword = self.keyword("@set");
                json!({ keyword: [one(self, depth)] })
            }
            2 if self.dice.once_in(3) => json!([[one(self, depth)], null]),
            2 if self.dice.once_in(4) => json!([]),
            _ => one(self, depth),
        }
    }

    fn map(
        &mut self,
        depth: usize,
        keys: &[&str],
        mut one: impl FnMut(&mut Self, usize) -> Value,
    ) -> Value {
        let mut map = Map::new();
        for _ in 0..=self.dice.below(2) {
            let key = (*self.dice.one(keys)).to_owned();
            map.insert(key, one(self, depth));
        }
        map.into()
    }

    /// Members in a group.
    fn group(&mut self, depth: usize) -> Value {
        let deeper = depth.saturating_sub(1);
        let mut members = Map::new();
        for _ in 0..=self.dice.below(2) {
            let (name, value) = self.member(deeper);
            members.insert(name, value);
        }
        match self.dice.below(12) {
            0 => drop(members.insert(self.keyword("@id"), self.address())),
            1 => drop(members.insert(self.keyword("@type"), self.types())),
            2 => drop(members.insert("@value".into(), "a".into())),
            _ => {}
        }
        match self.dice.once_in(6) {
            true => json!([members, {"ex:more": 1}]),
            false => members.into(),
        }
    }

    fn reverse(&mut self, depth: usize) -> Value {
        let deeper = depth.saturating_sub(1);
        let names = ["p", "q", "ref", "ex:y", "rev", "https://example.org/full"];
        let mut members = Map::new();
        for _ in 0..=self.dice.below(2) {
            let name = (*self.dice.one(&names)).to_owned();
            let value = match name == "ref" {
                true => self.several(deeper, Self::link),
                false => self.several(deeper, Self::object),
            };
            members.insert(name, value);
        }
        if self.dice.once_in(15) {
            members.insert(self.keyword("@id"), "urn:x:1".into());
        }
        members.into()
    }

    /// An address, or an object.
    fn link(&mut self, depth: usize) -> Value {
        match depth > 0 && self.dice.once_in(2) {
            true => self.object(depth - 1),
            false => self.address(),
        }
    }

    fn any(&mut self, depth: usize) -> Value {
        let number = f64::from(u32::try_from(self.dice.below(4000)).unwrap()) / 8.0;
        match self.dice.below(14) {
            0 => json!(number),
            1 => json!([1, -7, 0, 1_000_000][self.dice.below(4)]),
            2 => json!(self.dice.once_in(2)),
            3 => self.address(),
            4 => self.word(),
            5 => json!({ self.keyword("@value"): self.text() }),
            6 => json!({"@value": self.text(), self.keyword("@language"): "en-GB", "@index": "i"}),
            7 => {
                json!({"@value": self.text(), "@type": (*self.dice.one(&["ex:d", "http://www.w3.org/2001/XMLSchema#date", "Plain", "@none"]))})
            }
            8 => {
                json!({"@value": self.json(), self.keyword("@type"): (*self.dice.one(&["@json", "JSON"]))})
            }
            9 if depth > 0 => json!({ self.keyword("@list"): self.several(depth - 1, Self::any) }),
            10 | 11 if depth > 0 => self.object(depth - 1),
            12 if self.dice.once_in(3) => Value::Null,
            _ => self.text(),
        }
    }

    fn text(&mut self) -> Value {
        let texts = [
            "a", "b", "@handle", "x:y", "", "_:n", "@id ", "O\"x\\\n", "é",
        ];
        json!(*self.dice.one(&texts))
    }

    fn word(&mut self) -> Value {
        let words = [
            "p",
            "Thing",
            "ex:w",
            "word with space",
            "https://example.org/w",
            "Plain",
            "@none",
            "value",
        ];
        match self.dice.once_in(8) {
            true => json!(*self.dice.one(&words)),
            false => json!(*self.dice.one(&words[..3])),
        }
    }

    fn address(&mut self) -> Value {
        let good = [
            "urn:x:1",
            "urn:x:2",
            "https://example.org/i",
            "ex:i",
            "_:n",
            "_:m",
            "pre:i",
        ];
        let odd = [
            "rel/x", "", "#f", "@id", "@handle", "p", "ex://y", "a b", "../r?q#f",
        ];
        match self.dice.once_in(25) {
            true => json!(*self.dice.one(&odd)),
            false => json!(*self.dice.one(&good)),
        }
    }

    fn types(&mut self) -> Value {
        let types = [
            json!("Thing"),
            json!("Zoo"),
            json!(["Thing", "Zoo"]),
            json!(["Plain", "ex:T"]),
            json!("https://example.org/T"),
            json!("_:T"),
            json!([]),
            json!("Profile"),
        ];
        self.dice.one(&types).clone()
    }

    fn json(&mut self) -> Value {
        let values = [
            json!({"b": [1.5, null, true], "a": {"@id": "x"}}),
            json!([]),
            json!("text"),
            json!(null),
            json!([{"@value": 1e21}, -0.0, 1e-7, "\u{20ac}\u{1f600}\u{7f}"]),
            json!({"\u{fb33}": 1, "\u{1f600}": 2, "\r": 3, "1": 4}),
        ];
        self.dice.one(&values).clone()
    }
}
