//! What every operation has in common, written into the OpenAPI document in one place: refusals, the headers of
//! commands and of answers.

use utoipa::openapi::{
    OpenApi, Ref, RefOr, Required, Response, ResponseBuilder,
    content::ContentBuilder,
    header::{Header, HeaderBuilder},
    path::{Operation, Parameter, ParameterBuilder, ParameterIn, PathItem},
    schema::{ObjectBuilder, Schema, Type},
    server::Server,
};

/// How a refusal is called in `components/responses`, its status, and when it comes.
const REFUSALS: [(&str, &str, &str); 11] = [
    (
        "Malformed",
        "400",
        "It cannot be read: not JSON, a field missing, unknown or of another type, a parameter that is not known",
    ),
    (
        "Unauthenticated",
        "401",
        "No API key, or one that is not good",
    ),
    ("Forbidden", "403", "The key lacks the right that is named"),
    (
        "NotFound",
        "404",
        "There is no such thing, or it is another issuer's",
    ),
    (
        "Conflict",
        "409",
        "It does not fit the state of things, or the idempotency key was used for another request",
    ),
    (
        "ChangedMeanwhile",
        "412",
        "It was changed since the version in `If-Match`",
    ),
    ("TooLarge", "413", "More than this address takes"),
    (
        "MediaType",
        "415",
        "Not a `Content-Type` this address reads, or a body packed with a `Content-Encoding`",
    ),
    (
        "Invalid",
        "422",
        "It was read, and some of its values cannot be used: `errors` names them all",
    ),
    (
        "TooMany",
        "429",
        "Too many requests; `Retry-After` says how many seconds to wait",
    ),
    (
        "OurFault",
        "5XX",
        "A fault on our side, or something needed is away; the `request_id` finds it in the log",
    ),
];

/// Completes the document.
pub(super) fn complete(api: &mut OpenApi) {
    api.openapi = utoipa::openapi::OpenApiVersion::Version31;
    api.servers = Some(vec![Server::new("/")]);
    let components = api.components.get_or_insert_default();
    for (name, status, words) in REFUSALS {
        components
            .responses
            .insert(name.to_owned(), refusal(status, words).into());
    }
    for (path, item) in &mut api.paths.paths {
        for (method, operation) in operations(item) {
            finish(path, method, operation);
        }
    }
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    [
        ("get", &mut item.get),
        ("post", &mut item.post),
        ("put", &mut item.put),
        ("patch", &mut item.patch),
        ("delete", &mut item.delete),
    ]
    .into_iter()
    .filter_map(|(method, operation)| operation.as_mut().map(|o| (method, o)))
}

fn refusal(status: &str, words: &str) -> Response {
    let problem = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name("Problem")))
        .build();
    let mut response = ResponseBuilder::new()
        .description(words)
        .content("application/problem+json", problem);
    if status == "401" {
        response = response.header(
            "WWW-Authenticate",
            header("How to show who asks (RFC 6750)"),
        );
    }
    if status == "429" {
        response = response.header("Retry-After", header("Seconds to wait"));
    }
    response.build()
}

fn finish(path: &str, method: &str, operation: &mut Operation) {
    let keyed = operation.security.as_ref().is_some_and(|s| !s.is_empty());
    let writes = matches!(method, "post" | "put" | "patch");
    let has_body = operation.request_body.is_some();
    let has_query = any(operation, ParameterIn::Query);
    let names_something = any(operation, ParameterIn::Path) || has_query || has_body;
    let is_change = takes_if_match(path, method);
    succeed(operation);

    let parameters = operation.parameters.get_or_insert_default();
    if writes && keyed {
        parameters.push(named_header("Idempotency-Key", "1 to 200 visible ASCII characters of your choice: the same request sent again with the same key does nothing more and has the same answer", 200).into());
    }
    if is_change {
        parameters.push(named_header("If-Match", "The `ETag` of what you read before: the change is made only if nobody else changed it since", 40).into());
    }
    if parameters.is_empty() {
        operation.parameters = None;
    }
    let refusals = [
        ("Malformed", has_body || has_query || is_change),
        ("Unauthenticated", keyed),
        ("Forbidden", keyed),
        ("NotFound", keyed && names_something),
        ("Conflict", keyed && (writes || method == "delete")),
        ("ChangedMeanwhile", is_change),
        ("TooLarge", has_body),
        ("MediaType", has_body),
        ("Invalid", names_something),
        ("TooMany", true),
        ("OurFault", true),
    ];
    for (name, _) in refusals.iter().filter(|(_, may_come)| *may_come) {
        let Some((_, status, words)) = REFUSALS.iter().find(|(n, ..)| n == name) else {
            continue;
        };
        let mut reference = Ref::from_response_name(*name);
        reference.description = (*words).to_owned();
        operation
            .responses
            .responses
            .insert((*status).to_owned(), reference.into());
    }
}

/// Whether an operation heeds `If-Match`.
fn takes_if_match(path: &str, method: &str) -> bool {
    match method {
        "patch" => !path.starts_with("/v1/rules"),
        "put" => matches!(path, "/v1/achievements/{id}/image" | "/v1/members/{number}"),
        _ => false,
    }
}

fn any(operation: &Operation, place: ParameterIn) -> bool {
    operation.parameters.iter().flatten().any(|p| match p {
        RefOr::T(parameter) => parameter.parameter_in == place,
        RefOr::Ref(_) => false,
    })
}

/// Says what an answer that is no refusal means, and which headers it has.
fn succeed(operation: &mut Operation) {
    for (status, response) in &mut operation.responses.responses {
        let RefOr::T(response) = response else {
            continue;
        };
        let words = match status.as_str() {
            "201" => "Made",
            "202" => "Taken; what follows is on its way",
            _ => "As asked",
        };
        if response.description.is_empty() {
            words.clone_into(&mut response.description);
        }
        let shown = response.content.values().find_map(schema_name);
        let shown = shown.unwrap_or_default().to_owned();
        if matches!(
            shown.as_str(),
            "Issuer" | "Achievement" | "Credential" | "Member"
        ) {
            let words = "The version; send it as `If-Match` with a change";
            put(response, "ETag", words);
        }
        let is_read_elsewhere = matches!(
            (status.as_str(), shown.as_str()),
            ("201", "Issuer" | "Achievement" | "Credential") | ("202", "Batch" | "Run")
        );
        if is_read_elsewhere {
            put(response, "Location", "Where it can be read");
        }
    }
}

fn schema_name(content: &RefOr<utoipa::openapi::Content>) -> Option<&str> {
    let RefOr::T(content) = content else {
        return None;
    };
    match content.schema.as_ref()? {
        RefOr::Ref(reference) => reference.ref_location.rsplit('/').next(),
        RefOr::T(_) => None,
    }
}

fn put(response: &mut Response, name: &str, words: &str) {
    response
        .headers
        .insert(name.to_owned(), RefOr::T(header(words)));
}

fn header(words: &str) -> Header {
    HeaderBuilder::new()
        .description(Some(words))
        .schema(Some(text(None)))
        .build()
}

fn named_header(name: &str, words: &str, longest: usize) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(words))
        .schema(Some(text(Some(longest))))
        .build()
}

fn text(longest: Option<usize>) -> Schema {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .max_length(longest)
        .build()
        .into()
}
