//! Writes every example of every page as static files, to be looked at in a browser:
//! `cargo run -p gateway --example styleguide -- DIR [LANGUAGE]`, then serve DIR.
#![expect(clippy::print_stdout, reason = "a command for people")]

use std::path::Path;
use std::{env, fs, io};

use gateway::assets::{ASSETS, asset_url};
use gateway::pages::{samples, theme};
use gateway::text::{Locale, Text};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let directory = env::args().nth(1).ok_or("name the directory to write to")?;
    let directory = Path::new(&directory);
    for asset in ASSETS {
        write(
            &directory.join(asset_url(asset.name).trim_start_matches('/')),
            asset.bytes,
        )?;
    }
    for digits in ["7a0019", "2b4acb"] {
        if let (Some(href), Some(sheet)) = (theme::href(digits), theme::stylesheet(digits)) {
            write(
                &directory.join(href.trim_start_matches('/')),
                sheet.as_bytes(),
            )?;
        }
    }
    let locale = match env::args().nth(2) {
        Some(tag) => Locale::from_tag(&tag).ok_or("pages do not exist in this language")?,
        None => Locale::default(),
    };
    let drawn = samples::all(Text::new(locale))?;
    for page in &drawn {
        write(
            &directory.join(format!("{}.html", page.name)),
            page.html.as_bytes(),
        )?;
    }
    println!("{} pages in {}", drawn.len(), directory.display());
    Ok(())
}

fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(path, content)
}
