//! Path data written small: steps of a tenth or a whole unit, relative commands, no spaces that a reader does not need.

use std::fmt::Write as _;

/// Builds the `d` attribute of one path.
pub(crate) struct PathData {
    text: String,
    at: (i64, i64),
    start: (i64, i64),
    last: u8,
    /// Steps a unit is divided into, 1 or 10.
    steps: i64,
}

impl PathData {
    /// Coordinates in tenths: on a badge of 600 units and 600 pixels a tenth of a pixel.
    pub(crate) fn new() -> Self {
        Self {
            text: String::new(),
            at: (0, 0),
            start: (0, 0),
            last: 0,
            steps: 10,
        }
    }

    /// Coordinates in whole units, for drawings on a large square.
    pub(crate) fn whole() -> Self {
        Self {
            steps: 1,
            ..Self::new()
        }
    }

    pub(crate) fn into_string(self) -> String {
        self.text
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub(crate) fn move_to(&mut self, x: f32, y: f32) {
        let to = self.grid(x, y);
        // Absolute, so that pieces of path data can be joined.
        self.command(b'M');
        self.number(to.0);
        self.number(to.1);
        (self.at, self.start) = (to, to);
    }

    pub(crate) fn line_to(&mut self, x: f32, y: f32) {
        self.relative(b'l', &[(x, y)]);
    }

    pub(crate) fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.relative(b'q', &[(cx, cy), (x, y)]);
    }

    pub(crate) fn cubic_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.relative(b'c', &[(ax, ay), (bx, by), (x, y)]);
    }

    /// A cubic whose first control point mirrors the last one of the segment before.
    pub(crate) fn smooth_to(&mut self, bx: f32, by: f32, x: f32, y: f32) {
        self.relative(b's', &[(bx, by), (x, y)]);
    }

    pub(crate) fn close(&mut self) {
        self.command(b'z');
        self.at = self.start;
    }

    fn relative(&mut self, command: u8, points: &[(f32, f32)]) {
        self.command(command);
        let from = self.at;
        for &(x, y) in points {
            let to = self.grid(x, y);
            self.number(to.0 - from.0);
            self.number(to.1 - from.1);
            self.at = to;
        }
    }

    fn command(&mut self, command: u8) {
        if self.last != command || matches!(command, b'M' | b'z') {
            self.text.push(char::from(command));
        }
        self.last = command;
    }

    fn grid(&self, x: f32, y: f32) -> (i64, i64) {
        let steps = self.steps as f32;
        ((x * steps).round() as i64, (y * steps).round() as i64)
    }

    fn number(&mut self, steps: i64) {
        let separated = self
            .text
            .as_bytes()
            .last()
            .is_none_or(u8::is_ascii_alphabetic);
        if steps < 0 {
            self.text.push('-');
        } else if !separated {
            self.text.push(' ');
        }
        let (whole, part) = (steps.abs() / self.steps, steps.abs() % self.steps);
        // Writing to a String cannot fail.
        let _ = match (whole, part) {
            (_, 0) => write!(self.text, "{whole}"),
            (0, _) => write!(self.text, ".{part}"),
            _ => write!(self.text, "{whole}.{part}"),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_errors_do_not_add_up() {
        let mut path = PathData::new();
        path.move_to(0.04, -1.5);
        for step in 1..=1000 {
            path.line_to(step as f32 * 0.333_3, -1.5);
        }
        path.close();
        assert_eq!(path.at, (0, -15));
        let text = path.into_string();
        assert!(text.starts_with("M0-1.5l.3 0 .4 0"), "{text}");
        let end: f64 = text
            .trim_start_matches("M0-1.5l")
            .trim_end_matches('z')
            .split(' ')
            .step_by(2)
            .map(|n| n.parse::<f64>().unwrap())
            .sum();
        assert!((end - 333.3).abs() < 0.06, "{end}");
    }
}
