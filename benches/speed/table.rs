//! What was measured, as one Markdown table.

use std::time::Duration;

/// The middle of several figures.
pub fn median(figures: &[f64]) -> f64 {
    part(figures, 0.5)
}

/// The figure that this part of them does not exceed.
pub fn part(figures: &[f64], part: f64) -> f64 {
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    let last = sorted.len() - 1;
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "an index of a short list"
    )]
    let at = (last as f64 * part).round() as usize;
    sorted[at.min(last)]
}

/// A time in milliseconds.
pub fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// What a figure must not exceed.
#[derive(Clone, Copy)]
pub enum Limit {
    /// So many times its floor.
    Times(f64),
    /// So much.
    Figure(f64),
    /// Nothing was promised.
    Open,
}

/// One line of the table.
pub struct Row {
    pub what: String,
    /// The unit of the figures.
    pub unit: &'static str,
    pub ours: f64,
    /// The floor with chrono's serde, which the ratio is of.
    pub floor: Option<f64>,
    /// The floor with dates left as texts.
    pub lean: Option<f64>,
    pub limit: Limit,
    /// What `speed.md` says of others.
    pub others: &'static str,
}

/// All lines.
#[derive(Default)]
pub struct Report(Vec<Row>);

impl Report {
    /// Adds a line, and says it at once.
    pub fn add(&mut self, row: Row) {
        eprintln!("{}", row.line());
        self.0.push(row);
    }

    /// Adds figures of which the worst matter: their p99, with median and maximum beside it.
    pub fn spread(&mut self, what: &str, ours: &[f64], floor: Option<&[f64]>, limit: Limit) {
        let (middle, most, count) = (median(ours), part(ours, 1.0), ours.len());
        let floors = floor.map_or_else(String::new, |it| format!("; floor {:.2}", median(it)));
        self.add(Row {
            what: format!("{what}: p99 of {count} (median {middle:.2}{floors}; max {most:.2})"),
            unit: "ms",
            ours: part(ours, 0.99),
            floor: floor.map(|it| part(it, 0.99)),
            lean: None,
            limit,
            others: match (what.starts_with("filter"), what.contains("100000")) {
                (true, _) => "memmem over all text of 100,000: 10, over titles 1–2",
                (_, true) => "floor 1.6 / 8.7",
                _ => "floor 1.2 / 3.9, pinto 58 / 93, rust-kanban 20 / 170, Backlog.md 113 / 155",
            },
        });
    }

    /// Adds the length of the program.
    pub fn binary(&mut self, length: u64) {
        #[expect(clippy::cast_precision_loss, reason = "megabytes")]
        let ours = length as f64 / 1e6;
        self.add(Row {
            what: "binary".to_owned(),
            unit: "MB",
            ours,
            floor: None,
            lean: None,
            limit: Limit::Figure(6.0),
            others: "taskwarrior 24, pinto 7.3, rust-kanban 7.7, Backlog.md 101",
        });
    }

    /// Prints the table.
    pub fn print(&self) {
        println!("| what | ours | floor | × | lean floor | × lean | limit | | speed.md |");
        println!("|---|---:|---:|---:|---:|---:|---:|---|---|");
        for row in &self.0 {
            println!("{}", row.line());
        }
    }
}

impl Row {
    fn line(&self) -> String {
        let figure = |it: f64| {
            let places = if it < 10.0 { 2 } else { usize::from(it < 100.0) };
            format!("{it:.places$} {}", self.unit)
        };
        let shown = |it: Option<f64>| it.map_or_else(String::new, figure);
        let times = |it: Option<f64>| {
            it.map_or_else(String::new, |floor| format!("{:.2}", self.ours / floor))
        };
        let (limit, kept) = match self.limit {
            Limit::Times(most) => {
                let kept = self.floor.map(|floor| self.ours <= floor * most);
                (format!("≤ {most} ×"), kept)
            }
            Limit::Figure(most) => (format!("≤ {most} {}", self.unit), Some(self.ours <= most)),
            Limit::Open => (String::new(), None),
        };
        let verdict = kept.map_or("", |kept| if kept { "✓" } else { "✗" });
        format!(
            "| {} | {} | {} | {} | {} | {} | {limit} | {verdict} | {} |",
            self.what,
            figure(self.ours),
            shown(self.floor),
            times(self.floor),
            shown(self.lean),
            times(self.lean),
            self.others,
        )
    }
}
