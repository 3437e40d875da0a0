//! Puts a credential into a picture, or takes it out.
//!
//! `cargo run -p openbadges --example bake -- picture.png badge.json baked.png`
//! `cargo run -p openbadges --example bake -- baked.png`
#![expect(clippy::print_stdout, reason = "an example shows what it does")]
use openbadges::bake::{Existing, Version, pdf, png, svg};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match &arguments[..] {
        [file] => {
            let bytes = std::fs::read(file)?;
            let baked = if pdf::is_pdf(&bytes) {
                pdf::read(&bytes)?
            } else if svg::is_svg(&bytes) {
                svg::read(&bytes)?
            } else {
                png::read(&bytes)?
            };
            println!("{}", baked.text);
        }
        [picture, badge, out] => {
            let (picture, badge) = (std::fs::read(picture)?, std::fs::read_to_string(badge)?);
            let baked = if svg::is_svg(&picture) {
                svg::bake(&picture, &badge, None, Version::V3, Existing::Overwrite)?
            } else {
                png::bake(&picture, &badge, Version::V3, Existing::Overwrite)?
            };
            std::fs::write(out, baked)?;
        }
        _ => println!("bake PICTURE BADGE OUT, or bake BAKED"),
    }
    Ok(())
}
