//! What can be earned: the list, the form with its drawing, and the end of awarding.

use super::{
    super::{
        errors::{Answer, Stop, sentence},
        facts,
        form::Form,
        session::go,
    },
    achievement_form::{Written, drawn_from, empty, filled, fixed, misread, named},
    design,
    desk::Desk,
    fields,
};
use crate::{
    app::App,
    pages::{
        Choice,
        shell::Tone,
        views::{
            achievements::{AchievementFormPage, AchievementRow, AchievementsPage},
            console::ConfirmPage,
        },
    },
    text::Text,
};
use axum::{
    Router,
    extract::{DefaultBodyLimit, Path},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::get,
};
use contracts::{
    common::v1::PageRequest,
    issuance::v1::{
        Achievement, ArchiveAchievementRequest, CreateAchievementRequest, Document, ExaminingBody,
        GetAchievementRequest, ListAchievementsRequest, PreviewDesignRequest, SetImageRequest,
        UpdateAchievementRequest, ValidityRule,
    },
};
use platform::{Kind, identity::Scope, refusal::Refused};

/// A picture of 10 MiB and the fields around it.
const FORM_LIMIT: usize = 11 << 20;
const READ: Scope = Scope::AchievementsRead;
const WRITE: Scope = Scope::AchievementsWrite;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/console/achievements", get(list))
        .route("/console/achievements/preview.svg", get(preview))
        .route("/console/achievements/new", get(blank).post(create))
        .route("/console/achievements/{id}", get(edit).post(update))
        .layer(DefaultBodyLimit::max(FORM_LIMIT))
        .route(
            "/console/achievements/{id}/archive",
            get(ask_archive).post(archive),
        )
}

/// All achievements of an organization.
pub(super) async fn all(desk: &Desk, archived: bool) -> Result<Vec<Achievement>, Stop> {
    let (mut found, mut cursor) = (Vec::new(), String::new());
    loop {
        let asked = ListAchievementsRequest {
            issuer_id: desk.issuer_id(),
            include_archived: archived,
            page: Some(PageRequest { limit: 200, cursor }),
        };
        let page = desk
            .visit
            .app
            .achievements(&desk.caller)
            .list_achievements(asked)
            .await?
            .into_inner();
        found.extend(page.achievements);
        cursor = page.page.unwrap_or_default().next_cursor;
        if cursor.is_empty() {
            return Ok(found);
        }
    }
}

/// What can be awarded, to choose from.
pub(super) async fn choices(desk: &Desk) -> Result<Vec<Choice>, Stop> {
    let mut choices: Vec<Choice> = all(desk, false)
        .await?
        .into_iter()
        .map(|a| Choice::new(a.id, a.name))
        .collect();
    choices.sort_by(|a, b| a.label.cmp(&b.label));
    Ok(choices)
}

async fn one(desk: &Desk, id: &str) -> Result<Achievement, Stop> {
    let asked = GetAchievementRequest { id: id.to_owned() };
    let found = desk
        .visit
        .app
        .achievements(&desk.caller)
        .get_achievement(asked)
        .await?
        .into_inner();
    desk.owns(&found.issuer_id)?;
    Ok(found)
}

/// The address of an achievement's picture.
pub(super) fn picture(desk: &Desk, achievement: &Achievement) -> crate::pages::Picture {
    facts::picture(
        &desk.visit,
        &achievement.image_url,
        format!("/achievements/{}.png", achievement.id),
        &achievement.name,
        &desk.issuer.name,
    )
}

/// How its validity is decided.
fn validity(text: Text, rule: Option<&ValidityRule>) -> String {
    match rule {
        Some(rule) if rule.kind == "dated" && rule.months > 0 => {
            text.with("validity-months", &[("count", &rule.months)])
        }
        Some(rule) if rule.kind == "dated" => text.get("validity-endless"),
        _ => text.get("validity-status"),
    }
}

async fn list(desk: Desk) -> Answer {
    desk.must(READ)?;
    let mut found = all(&desk, true).await?;
    found.sort_by(|a, b| {
        let place = |a: &Achievement| {
            let level = a.level.clone().unwrap_or_default();
            (a.archived, level.progression, level.rank, a.name.clone())
        };
        place(a).cmp(&place(b))
    });
    let rows = found
        .iter()
        .map(|a| AchievementRow {
            id: a.id.clone(),
            name: a.name.clone(),
            level: a
                .level
                .as_ref()
                .filter(|level| !level.progression.is_empty())
                .map(|level| format!("{} · {}", level.progression, level.name))
                .unwrap_or_default(),
            picture: picture(&desk, a),
            awarded: usize::try_from(a.awarded).unwrap_or(usize::MAX),
            validity: validity(desk.visit.text, a.validity.as_ref()),
            archived: a.archived,
        })
        .collect();
    Ok(desk.visit.page(&AchievementsPage {
        shell: desk.shell(),
        rows,
    }))
}

async fn blank(desk: Desk) -> Answer {
    desk.must(WRITE)?;
    let mut page = empty(&desk);
    page.preview = drawn_from(&mut page);
    Ok(desk.visit.page(&page))
}

async fn edit(desk: Desk, Path(id): Path<String>) -> Answer {
    desk.must(READ)?;
    let found = one(&desk, &id).await?;
    Ok(desk.visit.page(&filled(&desk, &found)))
}

/// Draws a design as issuance would.
async fn draw(desk: &Desk, form: &Form, known: &[Achievement]) -> Result<Document, tonic::Status> {
    let untitled = desk.visit.text.get("achievement-untitled");
    let title = Some(form.get("name"))
        .filter(|name| !name.is_empty())
        .unwrap_or(&untitled);
    let asked = PreviewDesignRequest {
        issuer_id: desk.issuer_id(),
        design: design::design(form, &desk.issuer.name, title, known),
        name: title.to_owned(),
        level: design::level(form, known),
        form: "svg".into(),
    };
    let drawn = desk
        .visit
        .app
        .issuance(&desk.caller)
        .preview_design(asked)
        .await?;
    Ok(drawn.into_inner())
}

async fn preview(desk: Desk) -> Answer {
    desk.must(WRITE)?;
    let query = desk.visit.path().split_once('?').map_or("", |(_, q)| q);
    let known = all(&desk, false).await?;
    let drawn = draw(&desk, &Form::of_query(query), &known).await?;
    let mut response = ([(header::CONTENT_TYPE, "image/svg+xml")], drawn.body).into_response();
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// The form again, with a drawing of what stands in it; nothing is stored.
async fn previewed(
    desk: &Desk,
    form: &Form,
    known: &[Achievement],
    mut page: AchievementFormPage,
) -> Answer {
    match draw(desk, form, known).await {
        Ok(drawn) => page.preview = facts::drawing(&String::from_utf8_lossy(&drawn.body)),
        Err(status) => {
            let refused = Refused::from(status.clone());
            if refused.kind != Kind::Invalid {
                return Err(status.into());
            }
            page.drawing = refused
                .fields
                .iter()
                .map(|field| sentence(&field.problem))
                .collect::<Vec<_>>()
                .join(" ");
        }
    }
    Ok(desk.visit.page(&page))
}

fn refused(desk: &Desk, status: tonic::Status, mut page: AchievementFormPage) -> Answer {
    let (code, refused) = fields::mendable(status)?;
    let left = fields::place(&refused, page.fields(), named);
    fields::warn(&mut page.shell, left);
    Ok(desk.visit.page_as(code, &page))
}

/// Sets a picture of one's own, where one was sent.
async fn set_image(desk: &Desk, id: &str, form: &Form) -> Result<(), tonic::Status> {
    let Some(upload) = form.file("image") else {
        return Ok(());
    };
    let asked = SetImageRequest {
        id: id.to_owned(),
        image: upload.bytes.to_vec(),
        if_version: None,
    };
    desk.visit
        .app
        .achievements(&desk.caller)
        .set_image(asked)
        .await
        .map(|_| ())
}

fn saved(desk: &Desk) -> Response {
    go(
        &desk.visit,
        "/console/achievements",
        Some((Tone::Good, "note-achievement-saved")),
    )
}

async fn create(desk: Desk, form: Form) -> Answer {
    desk.must(WRITE)?;
    let known = all(&desk, true).await?;
    let mut page = empty(&desk);
    fields::fill(&form, page.fields());
    page.preview = drawn_from(&mut page);
    if form.on("preview") {
        return previewed(&desk, &form, &known, page).await;
    }
    if misread(desk.visit.text, &form, &mut page) {
        return Ok(desk.visit.page_as(StatusCode::UNPROCESSABLE_ENTITY, &page));
    }
    let written = Written::of(&desk, &form, &known);
    let asked = CreateAchievementRequest {
        issuer_id: desk.issuer_id(),
        name: form.get("name").to_owned(),
        description: form.get("summary").to_owned(),
        criteria: form.get("criteria").to_owned(),
        achievement_type: form.get("achievement_type").to_owned(),
        tags: written.tags,
        alignments: Vec::new(),
        level: written.level,
        validity: Some(written.validity),
        // The drawing stands until the upload has replaced it, so a badge never lacks a picture.
        design: written.design,
        examining_body: written.body,
    };
    let made = desk
        .visit
        .app
        .achievements(&desk.caller)
        .create_achievement(asked)
        .await;
    let made = match made {
        Ok(made) => made.into_inner(),
        Err(status) => return refused(&desk, status, page),
    };
    match set_image(&desk, &made.id, &form).await {
        Ok(()) => Ok(saved(&desk)),
        Err(status) => {
            // It is made: what follows changes it instead of making another.
            page.id = Some(made.id.clone());
            fixed(&desk, &made, &mut page);
            refused(&desk, status, page)
        }
    }
}

async fn update(desk: Desk, Path(id): Path<String>, form: Form) -> Answer {
    desk.must(WRITE)?;
    let found = one(&desk, &id).await?;
    let known = all(&desk, true).await?;
    let mut page = filled(&desk, &found);
    fields::fill(&form, page.fields());
    if form.on("preview") {
        return previewed(&desk, &form, &known, page).await;
    }
    let text = desk.visit.text;
    let mut wrong = misread(text, &form, &mut page);
    // A place or an examiner that badges were awarded under can be changed, not taken away.
    if found.level.is_some() && form.get("progression").is_empty() {
        page.progression.error = text.get("form-series-stays");
        wrong = true;
    }
    let examined = found
        .examining_body
        .as_ref()
        .is_some_and(|b| !b.name.is_empty());
    if examined && form.get("examined_by").is_empty() {
        page.examined_by.error = text.get("form-examiner-stays");
        wrong = true;
    }
    if wrong {
        return Ok(desk.visit.page_as(StatusCode::UNPROCESSABLE_ENTITY, &page));
    }
    let written = Written::of(&desk, &form, &known);
    let uploaded = found.design.is_empty();
    // The examiner's address is not in the form: it stays while the name does.
    let body = written.body.map(|body| ExaminingBody {
        url: found
            .examining_body
            .as_ref()
            .filter(|kept| kept.name == body.name)
            .map(|kept| kept.url.clone())
            .unwrap_or_default(),
        ..body
    });
    let asked = UpdateAchievementRequest {
        id: id.clone(),
        name: Some(form.get("name").to_owned()),
        description: Some(form.get("summary").to_owned()),
        criteria: Some(form.get("criteria").to_owned()),
        achievement_type: Some(form.get("achievement_type").to_owned()),
        tags: written.tags,
        replace_tags: true,
        level: written.level,
        validity: Some(written.validity),
        // A picture of one's own stays until another is sent.
        design: (!uploaded).then_some(written.design),
        examining_body: body,
        if_version: fields::version(&form),
        alignments: Vec::new(),
        replace_alignments: false,
    };
    let changed = desk
        .visit
        .app
        .achievements(&desk.caller)
        .update_achievement(asked)
        .await;
    if let Err(status) = changed {
        if fields::overtaken(&status) {
            let mut page = filled(&desk, &one(&desk, &id).await?);
            let mut shell = page.shell.clone();
            fields::beside(&form, page.fields(), &mut shell, text);
            page.shell = shell;
            return Ok(desk.visit.page_as(StatusCode::CONFLICT, &page));
        }
        return refused(&desk, status, page);
    }
    match set_image(&desk, &id, &form).await {
        Ok(()) => Ok(saved(&desk)),
        Err(status) => refused(&desk, status, page),
    }
}

async fn ask_archive(desk: Desk, Path(id): Path<String>) -> Answer {
    desk.must(WRITE)?;
    let found = one(&desk, &id).await?;
    let here = format!("/console/achievements/{id}");
    Ok(desk.visit.page(&ConfirmPage {
        shell: desk.shell(),
        back: here.clone(),
        subject: found.name,
        title: "achievement-archive-title",
        effect: "achievement-archive-text",
        button: "achievement-archive",
        action: format!("{here}/archive"),
        harsh: true,
        input: None,
    }))
}

async fn archive(desk: Desk, Path(id): Path<String>) -> Answer {
    desk.must(WRITE)?;
    one(&desk, &id).await?;
    desk.visit
        .app
        .achievements(&desk.caller)
        .archive_achievement(ArchiveAchievementRequest { id })
        .await?;
    Ok(go(
        &desk.visit,
        "/console/achievements",
        Some((Tone::Plain, "note-archived")),
    ))
}
