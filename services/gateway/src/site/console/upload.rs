//! Files on their way: an upload form is read up to its file, and the file is passed on while it comes.

use super::super::form::Form;
use crate::{problem::Problem, text::Text};
use axum::{
    body::{Body, Bytes},
    extract::{Multipart, multipart::Field as Part},
    http::StatusCode,
};
use std::sync::Arc;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

/// The longest value of a field beside the file.
const LONGEST_FIELD: usize = 1000;
/// How many fields may stand before the file.
const MOST_FIELDS: usize = 20;

/// A file of a form while it comes.
pub(super) struct SentFile {
    /// The name the sender gave it.
    pub name: String,
    /// What is in it.
    pub body: Body,
}

/// Reads a form up to its file, which the page puts last, and passes the file on to `call` while it comes. Answers
/// the form's fields and what became of the file.
pub(super) async fn with_file<T, F>(
    mut parts: Multipart,
    text: Text,
    call: impl FnOnce(Arc<Form>, SentFile) -> F,
) -> Result<(Arc<Form>, Result<T, Problem>), Problem>
where
    F: Future<Output = Result<T, Problem>>,
{
    let mut fields = Vec::new();
    let broken = || {
        Problem::new(
            StatusCode::BAD_REQUEST,
            "broken_off",
            "the form broke off; send it again",
        )
    };
    let without = || Problem::malformed("file", "", text.get("form-choose-file"));
    while let Some(part) = parts.next_field().await.map_err(|_| broken())? {
        if let Some(name) = part.file_name() {
            let name: String = name.chars().take(200).collect();
            let form = Arc::new(Form::of(fields));
            // Browsers send a file without a name where none was chosen.
            let answer = if name.is_empty() {
                Err(without())
            } else {
                let own = form.clone();
                pass_on(part, |body| call(own, SentFile { name, body })).await
            };
            return Ok((form, answer));
        }
        let field = part.name().unwrap_or_default().to_owned();
        let value = part.text().await.map_err(|_| broken())?;
        if value.len() > LONGEST_FIELD || fields.len() == MOST_FIELDS {
            return Err(broken());
        }
        fields.push((field, value));
    }
    Ok((Arc::new(Form::of(fields)), Err(without())))
}

/// Passes a file on while it comes; the answer counts also when it comes before the end.
async fn pass_on<T, F>(mut part: Part<'_>, call: impl FnOnce(Body) -> F) -> Result<T, Problem>
where
    F: Future<Output = Result<T, Problem>>,
{
    let (pieces, body) = mpsc::channel::<Result<Bytes, std::io::Error>>(4);
    let feeding = async move {
        loop {
            let piece = match part.chunk().await {
                Ok(Some(piece)) => Ok(piece),
                Ok(None) => return,
                Err(error) => Err(std::io::Error::other(error)),
            };
            let ends = piece.is_err();
            // Where nobody listens any more an answer is there; the rest is read so that the browser hears it.
            let _ = pieces.send(piece).await;
            if ends {
                return;
            }
        }
    };
    let body = Body::from_stream(ReceiverStream::new(body));
    let ((), answer) = tokio::join!(feeding, call(body));
    answer
}
