//! A strict reader of our own HTML: quoted attributes, balanced tags, escaped text.
//! It accepts less than a browser does, so that what it accepts means the same to every browser.

/// An element with the text under it.
pub struct Element {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub text: String,
    pub parent: Option<usize>,
}

impl Element {
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }
}

/// A whole page as a flat list in document order.
pub struct Document {
    pub elements: Vec<Element>,
}

const VOID: [&str; 8] = ["br", "hr", "img", "input", "link", "meta", "source", "wbr"];

impl Document {
    /// Reads a page; an error says what is wrong and shows the place.
    pub fn parse(source: &str) -> Result<Document, String> {
        let mut rest = source
            .strip_prefix("<!doctype html>")
            .ok_or("does not begin with <!doctype html>")?;
        let mut elements: Vec<Element> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        while !rest.is_empty() {
            let Some(start) = rest.find('<') else {
                return if rest.trim().is_empty() && open.is_empty() {
                    Ok(Document { elements })
                } else {
                    Err(format!("ends inside text: {}", near(rest)))
                };
            };
            let text = unescape(&rest[..start])?;
            for &at in &open {
                elements[at].text.push_str(&text);
            }
            if open.is_empty() && !text.trim().is_empty() {
                return Err(format!("text outside of <html>: {}", near(rest)));
            }
            rest = &rest[start..];
            if let Some(closing) = rest.strip_prefix("</") {
                let end = closing.find('>').ok_or("a closing tag does not end")?;
                let name = &closing[..end];
                let at = open
                    .pop()
                    .ok_or_else(|| format!("</{name}> closes nothing"))?;
                if elements[at].name != name {
                    return Err(format!(
                        "</{name}> closes <{}>: {}",
                        elements[at].name,
                        near(rest)
                    ));
                }
                rest = &closing[end + 1..];
                continue;
            }
            let (element, after, closed) = tag(rest, open.last().copied())?;
            let name = element.name.clone();
            elements.push(element);
            if !closed && !VOID.contains(&name.as_str()) {
                open.push(elements.len() - 1);
            }
            rest = after;
        }
        match open.last() {
            Some(&at) => Err(format!("<{}> is never closed", elements[at].name)),
            None => Ok(Document { elements }),
        }
    }

    /// All elements of a name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> + 'a {
        self.elements
            .iter()
            .filter(move |element| element.name == name)
    }

    /// The element with this id.
    pub fn by_id(&self, id: &str) -> Option<&Element> {
        self.elements
            .iter()
            .find(|element| element.get("id") == Some(id))
    }

    /// The elements around this one, nearest first.
    pub fn around(&self, element: &Element) -> Vec<&Element> {
        let mut found = Vec::new();
        let mut at = element.parent;
        while let Some(parent) = at {
            found.push(&self.elements[parent]);
            at = self.elements[parent].parent;
        }
        found
    }
}

fn near(rest: &str) -> String {
    rest.chars().take(90).collect()
}

fn tag(source: &str, parent: Option<usize>) -> Result<(Element, &str, bool), String> {
    let mut rest = &source[1..];
    let end = rest
        .find(|c: char| !c.is_ascii_alphanumeric())
        .ok_or_else(|| format!("a tag does not end: {}", near(source)))?;
    let name = &rest[..end];
    if name.is_empty() {
        return Err(format!("“<” that begins no tag: {}", near(source)));
    }
    let mut element = Element {
        name: name.to_owned(),
        attributes: Vec::new(),
        text: String::new(),
        parent,
    };
    rest = &rest[end..];
    loop {
        rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix("/>") {
            return Ok((element, after, true));
        }
        if let Some(after) = rest.strip_prefix('>') {
            return Ok((element, after, false));
        }
        let end = rest
            .find(['=', '>', ' ', '\n', '/'])
            .ok_or_else(|| format!("an attribute does not end: {}", near(source)))?;
        let key = rest[..end].to_owned();
        if key.is_empty()
            || !key
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-:".contains(&byte))
        {
            return Err(format!("“{key}” is no attribute: {}", near(source)));
        }
        if element.has(&key) {
            return Err(format!("“{key}” stands twice: {}", near(source)));
        }
        rest = &rest[end..];
        let value = match rest.strip_prefix("=\"") {
            Some(quoted) => {
                let end = quoted
                    .find('"')
                    .ok_or_else(|| format!("a value does not end: {}", near(source)))?;
                rest = &quoted[end + 1..];
                if !rest.starts_with(['>', ' ', '/', '\n']) {
                    return Err(format!("no space after a value: {}", near(source)));
                }
                unescape(&quoted[..end])?
            }
            None if rest.starts_with('=') => {
                return Err(format!("a value without quotes: {}", near(source)));
            }
            None => String::new(),
        };
        element.attributes.push((key, value));
    }
}

fn unescape(text: &str) -> Result<String, String> {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        let entity = &rest[at + 1..];
        let end = entity
            .find(';')
            .filter(|end| *end <= 8)
            .ok_or_else(|| format!("“&” that is not escaped: {}", near(&rest[at..])))?;
        match &entity[..end] {
            "amp" | "#38" => plain.push('&'),
            "lt" | "#60" => plain.push('<'),
            "gt" | "#62" => plain.push('>'),
            "quot" | "#34" => plain.push('"'),
            "#39" => plain.push('\''),
            "nbsp" => plain.push('\u{a0}'),
            other => return Err(format!("“&{other};” is not one we write")),
        }
        rest = &entity[end + 1..];
    }
    plain.push_str(rest);
    Ok(plain)
}

#[test]
fn the_reader_refuses_what_browsers_would_guess_at() {
    let page = |body: &str| Document::parse(&format!("<!doctype html><html>{body}</html>"));
    assert!(page("<p class=\"a\">x &amp; y</p><br><svg><path d=\"M0\"/></svg>").is_ok());
    for broken in [
        "<p>",
        "</p>",
        "<p class=a></p>",
        "<p>a & b</p>",
        "<b><i></b></i>",
        "<p id=\"a\" id=\"b\"></p>",
        "<p>1 < 2</p>",
        "<p title=\"a\"class=\"b\"></p>",
    ] {
        assert!(page(broken).is_err(), "{broken}");
    }
}
