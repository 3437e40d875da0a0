//! What a form sent, in either encoding of forms.

use crate::{app::App, problem::Problem};
use axum::{
    body::Bytes,
    extract::{FromRequest, Multipart, Request, multipart::MultipartError},
    http::{StatusCode, header},
};

/// How many fields a form may have.
const MOST_FIELDS: usize = 1000;

/// The fields of a form, in the order they were sent. It may hold a password, so it has no `Debug`.
#[derive(Default)]
pub(crate) struct Form {
    fields: Vec<(String, String)>,
    files: Vec<Upload>,
}

/// A file of a form.
pub(crate) struct Upload {
    /// The field it was sent under.
    pub field: String,
    /// The name the sender gave it.
    pub name: String,
    /// Its content.
    pub bytes: Bytes,
}

impl Form {
    /// The fields of a query, which scripts send a form as.
    pub fn of_query(query: &str) -> Self {
        Self {
            fields: url::form_urlencoded::parse(query.as_bytes())
                .into_owned()
                .take(MOST_FIELDS)
                .collect(),
            files: Vec::new(),
        }
    }
    /// These fields.
    pub fn of(fields: Vec<(String, String)>) -> Self {
        Self {
            fields,
            files: Vec::new(),
        }
    }
    /// The first value of a field without spaces around it; empty where it was not sent.
    pub fn get(&self, name: &str) -> &str {
        self.raw(name).trim()
    }
    /// The first value of a field as it was sent: passwords may begin with a space.
    pub fn raw(&self, name: &str) -> &str {
        self.fields
            .iter()
            .find(|(known, _)| known == name)
            .map_or("", |(_, value)| value)
    }
    /// Every value of a field.
    pub fn all(&self, name: &str) -> Vec<String> {
        self.fields
            .iter()
            .filter(|(known, _)| known == name)
            .map(|(_, value)| value.trim().to_owned())
            .collect()
    }
    /// Whether a box was ticked.
    pub fn on(&self, name: &str) -> bool {
        self.get(name) == "on"
    }
    /// Whether a file was chosen that holds nothing. Where none was chosen, browsers send one without a name.
    pub fn is_empty_file(&self, name: &str) -> bool {
        self.files
            .iter()
            .any(|file| file.field == name && file.bytes.is_empty() && !file.name.is_empty())
    }
    /// A file that is not empty: browsers send an empty one where none was chosen.
    pub fn file(&self, name: &str) -> Option<&Upload> {
        self.files
            .iter()
            .find(|upload| upload.field == name && !upload.bytes.is_empty())
    }
}

impl FromRequest<App> for Form {
    type Rejection = Problem;
    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let kind = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|v| v.to_str().ok())
            .unwrap_or_default()
            .to_ascii_lowercase();
        if kind.starts_with("multipart/form-data") {
            return multipart(request, app).await;
        }
        if !kind.is_empty() && !kind.starts_with("application/x-www-form-urlencoded") {
            return Err(Problem::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "media_type",
                "this address takes a form: `application/x-www-form-urlencoded` or `multipart/form-data`",
            ));
        }
        let bytes = Bytes::from_request(request, app).await.map_err(|refused| {
            if refused.status() == StatusCode::PAYLOAD_TOO_LARGE {
                too_large()
            } else {
                broken()
            }
        })?;
        let fields: Vec<(String, String)> = url::form_urlencoded::parse(&bytes)
            .into_owned()
            .take(MOST_FIELDS)
            .collect();
        Ok(Self {
            fields,
            files: Vec::new(),
        })
    }
}

async fn multipart(request: Request, app: &App) -> Result<Form, Problem> {
    let mut parts = Multipart::from_request(request, app)
        .await
        .map_err(|_| broken())?;
    let mut form = Form::default();
    while let Some(part) = parts.next_field().await.map_err(|e| unread(&e))? {
        if form.fields.len() + form.files.len() >= MOST_FIELDS {
            return Err(too_large());
        }
        let field = part.name().unwrap_or_default().to_owned();
        match part.file_name().map(str::to_owned) {
            Some(name) => {
                let bytes = part.bytes().await.map_err(|e| unread(&e))?;
                form.files.push(Upload {
                    field,
                    name: name.chars().take(200).collect(),
                    bytes,
                });
            }
            None => {
                let value = part.text().await.map_err(|e| unread(&e))?;
                form.fields.push((field, value));
            }
        }
    }
    Ok(form)
}

fn unread(error: &MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        too_large()
    } else {
        broken()
    }
}

fn too_large() -> Problem {
    Problem::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "too_large",
        "the form or its file is larger than this page takes",
    )
}

fn broken() -> Problem {
    Problem::new(
        StatusCode::BAD_REQUEST,
        "malformed",
        "the form broke off or cannot be read; send it again",
    )
}
