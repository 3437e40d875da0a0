//! What outside tools and scripts rely on, written down: a change to a contract shows in review.
//!
//! `INSTA_UPDATE=always cargo nextest run -p suite snapshots` writes them anew.

use clap::{Command, CommandFactory as _};
use prost::Message as _;
use prost_types::{
    DescriptorProto, EnumDescriptorProto, FieldDescriptorProto, FileDescriptorSet,
    ServiceDescriptorProto,
    field_descriptor_proto::{Label, Type},
};
use std::fmt::Write as _;

#[test]
fn the_help_of_each_command() {
    let mut command = accolade::command::Cli::command();
    command.build();
    let mut text = String::new();
    write_help(&mut text, &mut command, "");
    insta::assert_snapshot!("help", text);
}

fn write_help(text: &mut String, command: &mut Command, before: &str) {
    let name = format!("{before}{}", command.get_name());
    if command.get_name() == "help" {
        return;
    }
    let help = command.render_help();
    let _infallible = writeln!(text, "$ {name} --help\n{help}\n");
    for sub in command.get_subcommands_mut() {
        write_help(text, sub, &format!("{name} "));
    }
}

#[test]
fn the_rest_interface() {
    let document = gateway::openapi().to_pretty_json().unwrap();
    insta::assert_snapshot!("openapi", document);
}

#[test]
fn the_grpc_contracts() {
    let contracts = FileDescriptorSet::decode(contracts::DESCRIPTORS).unwrap();
    let mut text = String::new();
    for file in &contracts.file {
        if file.package().starts_with("google.") {
            continue;
        }
        let _infallible = writeln!(text, "package {}\n", file.package());
        for service in &file.service {
            write_service(&mut text, service, file.package());
        }
        for message in &file.message_type {
            write_message(&mut text, message, "", file.package());
        }
        for values in &file.enum_type {
            write_enum(&mut text, values, "");
        }
    }
    insta::assert_snapshot!("grpc", text);
}

/// A type's name without the package everybody in the file has.
fn short<'a>(name: &'a str, package: &str) -> &'a str {
    let name = name.trim_start_matches('.');
    name.strip_prefix(package)
        .and_then(|rest| rest.strip_prefix('.'))
        .unwrap_or(name)
}

fn write_service(text: &mut String, service: &ServiceDescriptorProto, package: &str) {
    let _infallible = writeln!(text, "service {}", service.name());
    for method in &service.method {
        let stream = |streams: bool| if streams { "stream " } else { "" };
        let _infallible = writeln!(
            text,
            "  {}({}{}) returns ({}{})",
            method.name(),
            stream(method.client_streaming()),
            short(method.input_type(), package),
            stream(method.server_streaming()),
            short(method.output_type(), package)
        );
    }
    text.push('\n');
}

fn write_message(text: &mut String, message: &DescriptorProto, within: &str, package: &str) {
    let name = format!("{within}{}", message.name());
    let _infallible = writeln!(text, "message {name}");
    for field in &message.field {
        let _infallible = writeln!(
            text,
            "  {:>3} {}: {}{}",
            field.number(),
            field.name(),
            presence(field),
            kind(field, package)
        );
    }
    for range in &message.reserved_range {
        let _infallible = writeln!(text, "  reserved {} to {}", range.start(), range.end() - 1);
    }
    text.push('\n');
    for nested in &message.nested_type {
        write_message(text, nested, &format!("{name}."), package);
    }
    for values in &message.enum_type {
        write_enum(text, values, &format!("{name}."));
    }
}

fn write_enum(text: &mut String, values: &EnumDescriptorProto, within: &str) {
    let _infallible = writeln!(text, "enum {within}{}", values.name());
    for value in &values.value {
        let _infallible = writeln!(text, "  {:>3} {}", value.number(), value.name());
    }
    text.push('\n');
}

fn presence(field: &FieldDescriptorProto) -> &'static str {
    if field.label() == Label::Repeated {
        "repeated "
    } else if field.proto3_optional() {
        "optional "
    } else if field.oneof_index.is_some() {
        "one of several: "
    } else {
        ""
    }
}

fn kind(field: &FieldDescriptorProto, package: &str) -> String {
    match field.r#type() {
        Type::Message | Type::Enum => short(field.type_name(), package).to_owned(),
        plain => plain
            .as_str_name()
            .trim_start_matches("TYPE_")
            .to_lowercase(),
    }
}
