//! Files of members and certifications.

use platform::config::environment;
use std::path::{Path, PathBuf};

/// The shared folder of five associations, where it is: `ACCOLADE_DATA` or beside the project.
pub fn shared_data() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    environment("ACCOLADE_DATA")
        .map(PathBuf::from)
        .or_else(|| beside.is_dir().then_some(beside))
}

/// Members and certifications of a programme: the whole files, or, without the shared folder, the demo's copy.
pub fn programme_files(slug: &str) -> anyhow::Result<(Table, Table)> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../services/accolade/demo");
    let dir = shared_data().unwrap_or(own).join(slug);
    Ok((
        Table::read(&dir.join("members.csv"))?,
        Table::read(&dir.join("certifications.csv"))?,
    ))
}

/// A CSV in memory, to be looked at and changed.
#[derive(Clone, Debug)]
pub struct Table {
    /// The columns.
    pub header: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// Reads a file.
    pub fn read(path: &Path) -> anyhow::Result<Self> {
        let bytes = std::fs::read(path).map_err(|e| anyhow::anyhow!("{}: {e}", path.display()))?;
        let table = platform::csv::Table::open(&bytes)?;
        let rows = table.rows().filter_map(|row| row.cells.ok()).collect();
        Ok(Self {
            header: table.header().to_vec(),
            rows,
        })
    }
    /// The place of a column.
    pub fn column(&self, name: &str) -> usize {
        self.header
            .iter()
            .position(|h| h == name)
            .unwrap_or(usize::MAX)
    }
    /// A cell; empty if there is none.
    pub fn cell(&self, row: usize, column: &str) -> &str {
        self.rows
            .get(row)
            .and_then(|r| r.get(self.column(column)))
            .map_or("", String::as_str)
    }
    /// Changes a cell.
    pub fn set(&mut self, row: usize, column: &str, value: &str) {
        let at = self.column(column);
        if let Some(cell) = self.rows.get_mut(row).and_then(|r| r.get_mut(at)) {
            value.clone_into(cell);
        }
    }
    /// As a file, with commas.
    pub fn csv(&self) -> String {
        let quoted = |cell: &String| {
            if cell.contains([',', '"', '\n', '\r', ';']) {
                format!("\"{}\"", cell.replace('"', "\"\""))
            } else {
                cell.clone()
            }
        };
        let line =
            |cells: &Vec<String>| cells.iter().map(quoted).collect::<Vec<_>>().join(",") + "\n";
        std::iter::once(&self.header)
            .chain(&self.rows)
            .map(line)
            .collect()
    }
}
