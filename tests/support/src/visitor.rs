//! Pages, as a person with a browser and no scripts uses them.

use crate::api::{Answer, answer, http};
use anyhow::bail;
use serde::Deserialize;
use std::{collections::BTreeMap, sync::Mutex};

/// A person with cookies.
pub struct Visitor {
    http: reqwest::Client,
    base: String,
    cookies: Mutex<BTreeMap<String, String>>,
}

/// A page that came back, redirects followed.
#[derive(Debug, Clone)]
pub struct Page {
    /// The HTTP status.
    pub status: u16,
    /// Where it is, from the slash on.
    pub path: String,
    /// Its HTML.
    pub html: String,
    /// The whole answer.
    pub answer: Answer,
}

impl Page {
    /// Whether a text stands on it, tags and entities aside.
    pub fn says(&self, text: &str) -> bool {
        self.words().contains(text)
    }
    /// Its words.
    pub fn words(&self) -> String {
        let (mut out, mut inside) = (String::new(), false);
        for c in self.html.chars() {
            match c {
                '<' => inside = true,
                '>' => {
                    inside = false;
                    out.push(' ');
                }
                _ if !inside => out.push(c),
                _ => {}
            }
        }
        let plain = out
            .replace("&#38;", "&")
            .replace("&amp;", "&")
            .replace("&#39;", "'")
            .replace("&#34;", "\"")
            .replace("&quot;", "\"")
            .replace("&#60;", "<")
            .replace("&#62;", ">")
            .replace("&nbsp;", " ");
        plain.split_whitespace().collect::<Vec<_>>().join(" ")
    }
    /// The first address on it that contains this.
    pub fn link(&self, containing: &str) -> Option<String> {
        self.html
            .split(['"', '\''])
            .find(|part| part.contains(containing) && !part.contains('<') && !part.contains(' '))
            .map(|l| l.replace("&#38;", "&").replace("&amp;", "&"))
    }
}

/// A mail in the mailbox.
#[derive(Debug, Clone, Deserialize)]
pub struct Mail {
    /// Its id in the mailbox.
    pub id: String,
    /// To whom.
    pub to: String,
    /// What about.
    pub subject: String,
    /// `award`, `reminder_30` …
    pub kind: String,
}

impl Visitor {
    /// Somebody who comes for the first time.
    pub fn new(base: &str) -> Self {
        Self {
            http: http(),
            base: base.to_owned(),
            cookies: Mutex::default(),
        }
    }

    /// Opens a page and follows redirects, as a browser does.
    pub async fn open(&self, path: &str) -> anyhow::Result<Page> {
        self.open_as(path, "text/html").await
    }

    /// Opens something with an `Accept` of one's own.
    pub async fn open_as(&self, path: &str, accept: &str) -> anyhow::Result<Page> {
        let url = self.url(path);
        let first = self
            .once(self.http.get(&url).header("accept", accept))
            .await?;
        self.follow(url, first).await
    }

    /// Sends a form and follows the redirect that answers it.
    pub async fn submit(&self, path: &str, fields: &[(&str, &str)]) -> anyhow::Result<Page> {
        let url = self.url(path);
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let request = self
            .http
            .post(&url)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("origin", &self.base)
            .header("sec-fetch-site", "same-origin")
            .header("accept", "text/html")
            .body(body);
        let first = self.once(request).await?;
        self.follow(url, first).await
    }

    /// The mails to an address, newest first.
    pub async fn mails(&self, to: &str) -> anyhow::Result<Vec<Mail>> {
        let page = self
            .open_as(
                &format!(
                    "/dev/mail.json?to={}",
                    url::form_urlencoded::byte_serialize(to.as_bytes()).collect::<String>()
                ),
                "application/json",
            )
            .await?;
        if page.status != 200 {
            bail!("the mailbox answered {}: {}", page.status, page.html);
        }
        #[derive(Deserialize)]
        struct Box {
            mails: Vec<Mail>,
        }
        Ok(serde_json::from_str::<Box>(&page.html)?.mails)
    }

    /// The words of a mail.
    pub async fn mail(&self, id: &str) -> anyhow::Result<Page> {
        self.open(&format!("/dev/mail/{id}")).await
    }

    fn url(&self, path: &str) -> String {
        if path.starts_with("http") {
            path.to_owned()
        } else {
            format!("{}{path}", self.base)
        }
    }

    async fn once(&self, request: reqwest::RequestBuilder) -> anyhow::Result<Answer> {
        let cookies = self
            .jar()
            .iter()
            .map(|(n, v)| format!("{n}={v}"))
            .collect::<Vec<_>>()
            .join("; ");
        let request = if cookies.is_empty() {
            request
        } else {
            request.header("cookie", cookies)
        };
        let answer = answer(request).await?;
        for set in answer.headers.get_all("set-cookie") {
            let pair = set
                .to_str()
                .unwrap_or_default()
                .split(';')
                .next()
                .unwrap_or_default();
            if let Some((name, value)) = pair.split_once('=') {
                if value.is_empty() {
                    self.jar().remove(name);
                } else {
                    self.jar().insert(name.to_owned(), value.to_owned());
                }
            }
        }
        Ok(answer)
    }

    fn jar(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, String>> {
        self.cookies
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    async fn follow(&self, mut url: String, mut answer: Answer) -> anyhow::Result<Page> {
        for _ in 0..6 {
            if !(300..400).contains(&answer.status) {
                let path = url.strip_prefix(&self.base).unwrap_or(&url).to_owned();
                return Ok(Page {
                    status: answer.status,
                    path,
                    html: answer.text(),
                    answer,
                });
            }
            let to = answer.header("location").to_owned();
            url = if to.starts_with("http") {
                to
            } else {
                format!("{}{to}", self.base)
            };
            answer = self
                .once(self.http.get(&url).header("accept", "text/html"))
                .await?;
        }
        bail!("{url} redirects without end")
    }
}
