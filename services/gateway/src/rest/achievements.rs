use super::{
    Body, List, Query, command, if_match,
    json::{
        Alignment, ExaminingBody, ExaminingBodyChange, Level, LevelChange, Validity, instant, some,
    },
    made, page,
    read::{self, given},
    tagged,
};
use crate::{app::App, door::Customer, problem::Problem};
use axum::{
    Json,
    body::Bytes,
    extract::{DefaultBodyLimit, Path, State},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use contracts::issuance::v1 as i;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

/// The largest picture.
const IMAGE_LIMIT: usize = 10 << 20;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(create, list))
        .routes(routes!(get, change))
        .routes(routes!(archive))
        .merge(
            OpenApiRouter::new()
                .routes(routes!(set_image))
                .layer(DefaultBodyLimit::max(IMAGE_LIMIT)),
        )
}

/// What can be earned.
#[derive(Serialize, ToSchema)]
struct Achievement {
    id: String,
    issuer: String,
    name: String,
    description: String,
    /// Markdown.
    criteria: String,
    achievement_type: String,
    tags: Vec<String>,
    alignments: Vec<Alignment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<Level>,
    validity: Option<Validity>,
    /// How the picture is drawn; absent for an uploaded one.
    #[serde(skip_serializing_if = "Option::is_none")]
    design: Option<serde_json::Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    examining_body: Option<ExaminingBody>,
    archived: bool,
    /// Grows with each change; also the `ETag`.
    version: u32,
    url: String,
    image_url: String,
    /// How many badges were awarded.
    awarded: u64,
    created_at: Option<String>,
    updated_at: Option<String>,
}
impl From<i::Achievement> for Achievement {
    fn from(a: i::Achievement) -> Self {
        Self {
            created_at: instant(a.created_at.as_ref()),
            updated_at: instant(a.updated_at.as_ref()),
            level: a.level.map(Into::into),
            validity: a.validity.map(Into::into),
            design: some(a.design).and_then(|d| serde_json::from_str(&d).ok()),
            examining_body: a.examining_body.map(Into::into),
            alignments: a.alignments.into_iter().map(Into::into).collect(),
            id: a.id,
            issuer: a.issuer_id,
            name: a.name,
            description: a.description,
            criteria: a.criteria,
            achievement_type: a.achievement_type,
            tags: a.tags,
            archived: a.archived,
            version: a.version,
            url: a.url,
            image_url: a.image_url,
            awarded: a.awarded,
        }
    }
}
fn answer(status: StatusCode, a: i::Achievement) -> Response {
    tagged(status, u64::from(a.version), &Achievement::from(a))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewAchievement {
    /// The issuer's id; may be left out with an issuer's own key.
    #[serde(default)]
    issuer: String,
    name: String,
    description: String,
    /// Markdown: what has to be done.
    criteria: String,
    /// `Certification`, `Membership`, `Badge` … `Badge` if absent.
    #[serde(default)]
    achievement_type: String,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default)]
    alignments: Vec<Alignment>,
    level: Option<Level>,
    validity: Option<Validity>,
    /// How to draw the picture; absent: from name, issuer and level.
    design: Option<serde_json::Value>,
    examining_body: Option<ExaminingBody>,
}

/// Create an achievement.
#[utoipa::path(post, path = "/v1/achievements", operation_id = "createAchievement", tag = "Achievements", security(("key" = ["achievements:write"])), request_body = NewAchievement,
    responses((status = 201, body = Achievement)))]
async fn create(
    State(app): State<App>,
    Customer(caller): Customer,
    headers: HeaderMap,
    Body(new): Body<NewAchievement>,
) -> Result<Response, Problem> {
    let request = i::CreateAchievementRequest {
        issuer_id: new.issuer,
        name: new.name,
        description: new.description,
        criteria: new.criteria,
        achievement_type: new.achievement_type,
        tags: new.tags,
        alignments: new.alignments.into_iter().map(Into::into).collect(),
        level: new.level.map(Into::into),
        validity: new.validity.map(Into::into),
        design: new.design.map(|d| d.to_string()).unwrap_or_default(),
        examining_body: new.examining_body.map(Into::into),
    };
    let new = app
        .achievements(&caller)
        .create_achievement(command(&headers, request)?)
        .await?
        .into_inner();
    Ok(made(
        &format!("/v1/achievements/{}", new.id),
        u64::from(new.version),
        &Achievement::from(new),
    ))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Filter {
    /// The issuer's id; may be left out with an issuer's own key.
    #[serde(default)]
    issuer: String,
    /// Archived ones too.
    #[serde(default)]
    archived: bool,
    /// How many, 1 to 200; 50 if absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// The `next_cursor` of the page before.
    cursor: Option<String>,
}

/// The achievements of an issuer.
#[utoipa::path(get, path = "/v1/achievements", operation_id = "listAchievements", tag = "Achievements", security(("key" = ["achievements:read"])), params(Filter),
    responses((status = 200, body = List<Achievement>)))]
async fn list(
    State(app): State<App>,
    Customer(caller): Customer,
    Query(filter): Query<Filter>,
) -> Result<Json<List<Achievement>>, Problem> {
    let page = page(filter.limit, filter.cursor)?;
    let request = i::ListAchievementsRequest {
        issuer_id: filter.issuer,
        include_archived: filter.archived,
        page: Some(page),
    };
    let found = app
        .achievements(&caller)
        .list_achievements(request)
        .await?
        .into_inner();
    Ok(Json(List::new(found.achievements, found.page)))
}

/// One achievement.
#[utoipa::path(get, path = "/v1/achievements/{id}", operation_id = "getAchievement", tag = "Achievements", security(("key" = ["achievements:read"])), params(("id" = String, Path)),
    responses((status = 200, body = Achievement)))]
async fn get(
    State(app): State<App>,
    Customer(caller): Customer,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let found = app
        .achievements(&caller)
        .get_achievement(i::GetAchievementRequest { id })
        .await?
        .into_inner();
    Ok(answer(StatusCode::OK, found))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AchievementChange {
    #[serde(default, deserialize_with = "given")]
    #[schema(nullable = false)]
    name: Option<String>,
    #[serde(default, deserialize_with = "given")]
    #[schema(nullable = false)]
    description: Option<String>,
    #[serde(default, deserialize_with = "given")]
    #[schema(nullable = false)]
    criteria: Option<String>,
    #[serde(default, deserialize_with = "given")]
    #[schema(nullable = false)]
    achievement_type: Option<String>,
    #[serde(default, deserialize_with = "given")]
    #[schema(nullable = false)]
    tags: Option<Vec<String>>,
    #[serde(default, deserialize_with = "given")]
    #[schema(nullable = false)]
    alignments: Option<Vec<Alignment>>,
    #[serde(default, deserialize_with = "given")]
    #[schema(nullable = false)]
    level: Option<LevelChange>,
    #[serde(default, deserialize_with = "given")]
    #[schema(nullable = false)]
    validity: Option<Validity>,
    #[serde(default, deserialize_with = "given")]
    #[schema(nullable = false)]
    design: Option<serde_json::Value>,
    #[serde(default, deserialize_with = "given")]
    #[schema(nullable = false)]
    examining_body: Option<ExaminingBodyChange>,
}

/// Make a new version. Badges already awarded keep the one they were awarded under.
#[utoipa::path(patch, path = "/v1/achievements/{id}", operation_id = "changeAchievement", tag = "Achievements", security(("key" = ["achievements:write"])), params(("id" = String, Path)), request_body = AchievementChange,
    responses((status = 200, body = Achievement)))]
async fn change(
    State(app): State<App>,
    Customer(caller): Customer,
    Path(id): Path<String>,
    headers: HeaderMap,
    Body(change): Body<AchievementChange>,
) -> Result<Response, Problem> {
    let request = i::UpdateAchievementRequest {
        id,
        name: change.name,
        description: change.description,
        criteria: change.criteria,
        achievement_type: change.achievement_type,
        replace_tags: change.tags.is_some(),
        tags: change.tags.unwrap_or_default(),
        replace_alignments: change.alignments.is_some(),
        alignments: change
            .alignments
            .unwrap_or_default()
            .into_iter()
            .map(Into::into)
            .collect(),
        level: change.level.map(Into::into),
        validity: change.validity.map(Into::into),
        design: change.design.map(|d| d.to_string()),
        examining_body: change.examining_body.map(Into::into),
        if_version: version_matched(&headers)?,
    };
    let changed = app
        .achievements(&caller)
        .update_achievement(command(&headers, request)?)
        .await?
        .into_inner();
    Ok(answer(StatusCode::OK, changed))
}

/// The version in `If-Match`. One that is larger than any can be fits none.
fn version_matched(headers: &HeaderMap) -> Result<Option<u32>, Problem> {
    Ok(if_match(headers)?.map(|v| u32::try_from(v).unwrap_or(u32::MAX)))
}

/// Archive an achievement: it awards nothing more; what was awarded stays.
#[utoipa::path(post, path = "/v1/achievements/{id}/archive", operation_id = "archiveAchievement", tag = "Achievements", security(("key" = ["achievements:write"])), params(("id" = String, Path)),
    responses((status = 200, body = Achievement)))]
async fn archive(
    State(app): State<App>,
    Customer(caller): Customer,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let archived = app
        .achievements(&caller)
        .archive_achievement(command(&headers, i::ArchiveAchievementRequest { id })?)
        .await?
        .into_inner();
    Ok(answer(StatusCode::OK, archived))
}

/// Replace the picture by a PNG, JPEG, WebP or SVG of up to 10 MiB, sent as the body.
#[utoipa::path(put, path = "/v1/achievements/{id}/image", operation_id = "setAchievementImage", tag = "Achievements", security(("key" = ["achievements:write"])), params(("id" = String, Path)),
    request_body(content = Vec<u8>, content_type = "image/*"), responses((status = 200, body = Achievement)))]
async fn set_image(
    State(app): State<App>,
    Customer(caller): Customer,
    Path(id): Path<String>,
    headers: HeaderMap,
    image: Result<Bytes, axum::extract::rejection::BytesRejection>,
) -> Result<Response, Problem> {
    let image = image.map_err(|e| {
        read::unread(
            &e,
            "a picture may have up to 10 MiB; send a smaller one, 600 by 600 pixels are plenty",
        )
    })?;
    let changed = app
        .achievements(&caller)
        .set_image(i::SetImageRequest {
            id,
            image: image.to_vec(),
            if_version: version_matched(&headers)?,
        })
        .await?
        .into_inner();
    Ok(answer(StatusCode::OK, changed))
}
