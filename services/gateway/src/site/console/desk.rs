//! Who sits at the console: the person, the organization chosen, and what they may do there.

use super::{
    super::{
        errors::{Answer, Stop},
        facts,
        form::Form,
        session::{CONSOLE, cookie, go, put, sign_in_first},
        visit::Visit,
    },
    words,
};
use crate::{
    app::App,
    pages::{
        Moment, Shell, Visitor,
        shell::{OtherIssuer, StaffMark},
        views::site::ErrorPage,
    },
};
use axum::{
    Router,
    extract::FromRequestParts,
    http::{StatusCode, request::Parts},
    response::{IntoResponse as _, Redirect},
    routing::post,
};
use contracts::{
    common::v1::PageRequest,
    issuance::v1::{GetIssuerRequest, GetStaffSessionRequest, Membership, StaffSession},
};
use jiff::civil::Date;
use platform::{
    clock::Timestamp,
    identity::{Caller, Role, Scope},
    ids::IssuerId,
};
use prost_types::Timestamp as ProtoTime;
use std::time::Duration;

/// The cookie that remembers which organization was chosen. It opens nothing: what may be chosen stands in the
/// session.
const CHOSEN: &str = "console-issuer";
const CHOSEN_LIVES: Duration = Duration::from_secs(180 * 86_400);
/// How many other organizations the rail offers; an operator of more goes by the list.
const OFFERED: usize = 12;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/console/switch", post(choose))
}

/// A member of staff who is signed in, wherever they may act.
pub(super) struct Person {
    /// What was asked.
    pub visit: Visit,
    /// What issuance says of the session.
    pub session: StaffSession,
}

/// A member of staff at one organization.
pub(super) struct Desk {
    /// What was asked.
    pub visit: Visit,
    /// As services see them.
    pub caller: Caller,
    /// The organization chosen.
    pub issuer: Membership,
    session: StaffSession,
    id: IssuerId,
    role: Role,
}

/// An operator, above organizations.
pub(super) struct Above {
    /// What was asked.
    pub visit: Visit,
    /// As services see them.
    pub caller: Caller,
    /// What issuance says of the session.
    pub session: StaffSession,
}

/// The session of a request; nothing where nobody is signed in.
pub(super) async fn session(visit: &Visit) -> Result<Option<StaffSession>, Stop> {
    let Some(token) = CONSOLE.token(visit) else {
        return Ok(None);
    };
    let asked = GetStaffSessionRequest { token };
    match visit
        .app
        .issuance(&visit.gateway())
        .get_staff_session(asked)
        .await
    {
        Ok(session) => Ok(Some(session.into_inner())),
        Err(status) if status.code() == tonic::Code::Unauthenticated => Ok(None),
        Err(status) => Err(status.into()),
    }
}

impl FromRequestParts<App> for Person {
    type Rejection = Stop;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Stop> {
        let Ok(visit) = Visit::from_request_parts(parts, app).await;
        match session(&visit).await? {
            Some(session) => Ok(Self { visit, session }),
            None => {
                // A form cannot be sent again by a redirect: who was signed out meanwhile starts from the front.
                let next = if visit.reads() {
                    visit.path().to_owned()
                } else {
                    "/console".to_owned()
                };
                Err(Stop::elsewhere(sign_in_first("/console/sign-in", &next)))
            }
        }
    }
}

impl Person {
    fn caller(&self, membership: Option<(&Membership, IssuerId, Role)>) -> Result<Caller, Stop> {
        if self.session.operator {
            return Ok(Caller::Operator {
                subject: self.session.staff_id.clone(),
            });
        }
        let staff = self.session.staff_id.parse().map_err(|_| unreadable())?;
        let (_, issuer, role) = membership.ok_or_else(unreadable)?;
        Ok(Caller::Staff {
            staff,
            issuer,
            role,
        })
    }

    /// The organization of the cookie, or the first one there is.
    async fn chosen(&self) -> Result<Option<Membership>, Stop> {
        let issuers = &self.session.issuers;
        let wanted = self.visit.cookie(CHOSEN).unwrap_or_default();
        if let Some(known) = issuers.iter().find(|i| i.slug == wanted) {
            return Ok(Some(known.clone()));
        }
        if self.session.operator && !wanted.is_empty() {
            // An operator's session names only so many of all organizations.
            let asked = GetIssuerRequest { id: wanted };
            let caller = self.caller(None)?;
            match self.visit.app.issuers(&caller).get_issuer(asked).await {
                Ok(issuer) => {
                    let issuer = issuer.into_inner();
                    return Ok(Some(Membership {
                        issuer_id: issuer.id,
                        slug: issuer.slug,
                        name: issuer.name,
                        role: Role::Owner.as_str().to_owned(),
                        accent: issuer.accent,
                        time_zone: issuer.time_zone,
                    }));
                }
                Err(status) if status.code() == tonic::Code::NotFound => {}
                Err(status) => return Err(status.into()),
            }
        }
        Ok(issuers.first().cloned())
    }
}

/// A session that this version cannot read: as if nobody were signed in.
fn unreadable() -> Stop {
    Stop::elsewhere(sign_in_first("/console/sign-in", "/console"))
}

impl FromRequestParts<App> for Desk {
    type Rejection = Stop;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Stop> {
        let person = Person::from_request_parts(parts, app).await?;
        let Some(issuer) = person.chosen().await? else {
            if person.session.operator {
                return Err(Stop::elsewhere(
                    Redirect::to("/operator/issuers").into_response(),
                ));
            }
            let page = ErrorPage {
                detail: person.visit.text.get("console-no-organization"),
                ..ErrorPage::forbidden(person.visit.shell())
            };
            return Err(Stop::elsewhere(
                person.visit.page_as(StatusCode::FORBIDDEN, &page),
            ));
        };
        let id = issuer.issuer_id.parse().map_err(|_| unreadable())?;
        let role = issuer.role.parse().map_err(|_| unreadable())?;
        Ok(Self {
            caller: person.caller(Some((&issuer, id, role)))?,
            visit: person.visit,
            session: person.session,
            issuer,
            id,
            role,
        })
    }
}

impl Desk {
    /// The organization's id, as contracts write it.
    pub fn issuer_id(&self) -> String {
        self.issuer.issuer_id.clone()
    }
    /// The person's id.
    pub fn staff_id(&self) -> &str {
        &self.session.staff_id
    }
    /// A moment on the organization's clock.
    pub fn moment(&self, at: Option<&ProtoTime>) -> Moment {
        let at = at.map_or(Timestamp::from_micros(0), Timestamp::from_proto);
        facts::moment_in(at, &self.issuer.time_zone)
    }
    /// A date in the organization's calendar.
    pub fn day(&self, at: Option<&ProtoTime>) -> Option<Date> {
        facts::day(at, &self.issuer.time_zone)
    }
    /// Whether the person may do this here.
    pub fn may(&self, scope: Scope) -> bool {
        self.caller.may(scope, self.id, "issuer").is_ok()
    }
    /// Passes if the person may do this here; else the page says which right it takes.
    pub fn must(&self, scope: Scope) -> Result<(), Stop> {
        if self.may(scope) {
            return Ok(());
        }
        let text = self.visit.text;
        let detail = text.with(
            "right-missing",
            &[
                ("right", &text.get(words::scope(scope))),
                ("role", &text.get(words::role(self.role))),
            ],
        );
        let page = ErrorPage {
            detail,
            ..ErrorPage::forbidden(self.shell())
        };
        Err(Stop::elsewhere(
            self.visit.page_as(StatusCode::FORBIDDEN, &page),
        ))
    }
    /// Passes for what belongs to this organization. Services hold staff to it themselves; an operator, who may
    /// reach every organization, is not to meet one's things among another's.
    pub fn owns(&self, issuer: &str) -> Result<(), Stop> {
        if issuer == self.issuer.issuer_id {
            Ok(())
        } else {
            Err(Stop::not_found())
        }
    }
    /// The frame of its pages.
    pub fn shell(&self) -> Shell {
        let mut others: Vec<OtherIssuer> = self
            .session
            .issuers
            .iter()
            .filter(|other| other.issuer_id != self.issuer.issuer_id)
            .map(|other| OtherIssuer {
                slug: other.slug.clone(),
                name: other.name.clone(),
            })
            .collect();
        others.truncate(OFFERED);
        self.visit
            .shell()
            .visitor(Visitor::Staff(StaffMark {
                name: named(&self.session),
                issuer: self.issuer.name.clone(),
                slug: self.issuer.slug.clone(),
                operator: self.session.operator,
                waiting: 0,
                others,
                writes: self.may(Scope::CredentialsWrite),
                owns: self.may(Scope::IssuerWrite),
            }))
            .accent(&self.issuer.accent)
    }
    /// The page of a list that a request names.
    pub fn page(&self, limit: u32) -> Option<PageRequest> {
        Some(PageRequest {
            limit,
            cursor: self.visit.query("cursor"),
        })
    }
}

impl FromRequestParts<App> for Above {
    type Rejection = Stop;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Stop> {
        let person = Person::from_request_parts(parts, app).await?;
        if !person.session.operator {
            let page = ErrorPage {
                detail: person.visit.text.get("right-operator"),
                ..ErrorPage::forbidden(person.visit.shell())
            };
            return Err(Stop::elsewhere(
                person.visit.page_as(StatusCode::FORBIDDEN, &page),
            ));
        }
        Ok(Self {
            caller: person.caller(None)?,
            visit: person.visit,
            session: person.session,
        })
    }
}

impl Above {
    /// The frame of an operator's pages: the organization worked for stays at hand.
    pub fn shell(&self) -> Shell {
        let chosen = self.visit.cookie(CHOSEN).unwrap_or_default();
        let issuers = &self.session.issuers;
        let issuer = issuers
            .iter()
            .find(|i| i.slug == chosen)
            .or(issuers.first())
            .cloned()
            .unwrap_or_default();
        self.visit.shell().visitor(Visitor::Staff(StaffMark {
            name: named(&self.session),
            issuer: issuer.name,
            slug: issuer.slug,
            operator: true,
            waiting: 0,
            others: Vec::new(),
            writes: true,
            owns: true,
        }))
    }
}

fn named(session: &StaffSession) -> String {
    if session.name.is_empty() {
        session.email.clone()
    } else {
        session.name.clone()
    }
}

/// Chooses the organization to work for.
async fn choose(person: Person, form: Form) -> Answer {
    let slug = form.get("issuer");
    let known = person.session.issuers.iter().any(|i| i.slug == slug);
    let plain = !slug.is_empty()
        && slug
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    // What an operator's session does not name is looked up when the console opens.
    if !plain || !(known || person.session.operator) {
        return Err(Stop::not_found());
    }
    let mut response = go(&person.visit, "/console", None);
    put(
        &mut response,
        cookie(CHOSEN, slug.to_owned(), CHOSEN_LIVES, person.visit.https()),
    );
    Ok(response)
}
