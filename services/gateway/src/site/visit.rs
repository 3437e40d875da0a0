//! One visit: who asks for which address, in which language, and how an answer is drawn for them.

use super::{
    errors::Stop,
    language,
    session::{self, Earner},
};
use crate::{
    app::App,
    door::ClientAddress,
    pages::{self, Shell, View, Visitor, shell::EarnerMark},
    problem::Problem,
    text::{Locale, Text},
};
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header, request::Parts},
    response::Response,
};
use axum_extra::extract::CookieJar;
use platform::{config::PublicUrl, identity::Caller, signin::Throttle};
use std::convert::Infallible;
use tokio::sync::OnceCell;

/// A request for a page.
pub(crate) struct Visit {
    /// The gateway.
    pub app: App,
    /// The words, in the visitor's language.
    pub text: Text,
    /// Where the visitor comes from, for limits.
    pub from: ClientAddress,
    /// What came with the request.
    pub headers: HeaderMap,
    path: String,
    host: String,
    reads: bool,
    cookies: CookieJar,
    /// Who is signed in, once somebody asked.
    pub(super) signed_in: OnceCell<Option<Earner>>,
}

impl FromRequestParts<App> for Visit {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        Ok(Self {
            app: app.clone(),
            text: text_for(&parts.headers),
            from: ClientAddress::of(parts, app),
            path: path_of(parts),
            host: host_of(parts),
            reads: matches!(parts.method, Method::GET | Method::HEAD),
            cookies: CookieJar::from_headers(&parts.headers),
            headers: parts.headers.clone(),
            signed_in: OnceCell::new(),
        })
    }
}

/// The language somebody chose before, else the best of those the browser asks for.
pub(super) fn text_for(headers: &HeaderMap) -> Text {
    let chosen = CookieJar::from_headers(headers)
        .get(language::COOKIE)
        .and_then(|cookie| Locale::from_tag(cookie.value()));
    if let Some(chosen) = chosen {
        return Text::new(chosen);
    }
    let wanted = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default();
    Text::new(Locale::negotiate(wanted))
}

pub(super) fn path_of(parts: &Parts) -> String {
    parts
        .uri
        .path_and_query()
        .map_or_else(|| "/".to_owned(), ToString::to_string)
}

pub(super) fn host_of(parts: &Parts) -> String {
    let named = parts
        .headers
        .get(header::HOST)
        .and_then(|v| v.to_str().ok());
    let authority = parts.uri.authority().map(|a| a.as_str());
    named.or(authority).unwrap_or_default().to_ascii_lowercase()
}

/// The base address a host stands for: each host the installation ever had answers as itself.
pub(super) fn base<'a>(app: &'a App, host: &str) -> &'a PublicUrl {
    let config = app.config();
    config
        .aliases
        .iter()
        .find(|alias| alias.host() == host)
        .unwrap_or(&config.public_url)
}

impl Visit {
    /// Path and query as they were asked for.
    pub fn path(&self) -> &str {
        &self.path
    }
    /// Whether this only reads.
    pub fn reads(&self) -> bool {
        self.reads
    }
    /// The first value of a query parameter; empty where there is none.
    pub fn query(&self, name: &str) -> String {
        let query = self.path.split_once('?').map_or("", |(_, query)| query);
        url::form_urlencoded::parse(query.as_bytes())
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.into_owned())
            .unwrap_or_default()
    }
    /// Whether people reach this installation by TLS.
    pub fn https(&self) -> bool {
        self.app.config().public_url.is_https()
    }
    /// The value of a cookie.
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.get(name).map(|c| c.value().to_owned())
    }
    /// The base address of the host that was asked.
    pub fn base(&self) -> &PublicUrl {
        base(&self.app, &self.host)
    }
    /// The host whose documents are wanted.
    pub fn host(&self) -> String {
        self.base().host().to_owned()
    }
    /// The path of one of our own addresses, on whichever of our hosts; nothing for other sites.
    pub fn own<'a>(&self, address: &'a str) -> Option<&'a str> {
        let config = self.app.config();
        std::iter::once(&config.public_url)
            .chain(&config.aliases)
            .find_map(|base| address.strip_prefix(base.as_str()))
            .filter(|rest| rest.starts_with('/'))
    }
    /// The gateway, asking for nobody in particular.
    pub fn gateway(&self) -> Caller {
        App::itself()
    }
    /// Refuses whoever asks too often.
    pub fn slowly(&self, limit: &Throttle) -> Result<(), Stop> {
        limit
            .check(&self.from.0)
            .map_err(|wait| Problem::too_many(wait.seconds()).into())
    }

    /// The frame of a page for nobody in particular, with the note that waits.
    pub fn shell(&self) -> Shell {
        let mut shell = Shell::new(self.base().as_str(), self.path.as_str());
        shell.demo = self.app.config().demo.is_some();
        // What a form answered has no address to come back to; only the verify page is one.
        if self.reads || self.path == "/verify" {
            shell = shell.in_languages(self.text.locale());
        }
        if let Some((tone, key)) = session::note(self) {
            shell = shell.notice(tone, self.text.get(&key));
        }
        shell
    }
    /// The frame of a public page: it knows whether an earner is signed in, so that it shows the way to the
    /// wallet.
    pub async fn public_shell(&self) -> Shell {
        let shell = self.shell();
        match self.earner().await {
            Some(earner) => shell.visitor(Visitor::Earner(EarnerMark {
                name: earner.name,
                waiting: 0,
                portfolio: None,
            })),
            None => shell,
        }
    }

    /// A page.
    pub fn page<V: View>(&self, view: &V) -> Response {
        self.page_as(StatusCode::OK, view)
    }
    /// A page with another status.
    pub fn page_as<V: View>(&self, status: StatusCode, view: &V) -> Response {
        self.finish(pages::page(status, view, self.text))
    }
    /// A page under a content policy of its own.
    pub fn page_under<V: View>(&self, view: &V, policy: &'static str) -> Response {
        self.finish(pages::page_with_policy(
            StatusCode::OK,
            view,
            self.text,
            policy,
        ))
    }

    fn finish(&self, mut response: Response) -> Response {
        session::forget_note(self, &mut response);
        let headers = response.headers_mut();
        // Pages tell the state of now, and some of them only to one person.
        headers
            .entry(header::CACHE_CONTROL)
            .or_insert(HeaderValue::from_static("private, no-cache"));
        headers.insert(
            header::VARY,
            HeaderValue::from_static("Accept, Accept-Language, Cookie"),
        );
        response
    }
}

/// For pages whose address is a secret: kept by nobody, told to nobody.
pub(crate) fn hushed(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(
        header::REFERRER_POLICY,
        HeaderValue::from_static("no-referrer"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(
        HeaderName::from_static("x-robots-tag"),
        HeaderValue::from_static("noindex"),
    );
    response
}
