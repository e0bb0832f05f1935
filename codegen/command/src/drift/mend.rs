//! Rows of Markdown tables that were broken into lines, as converters of pages leave them, put together again.

/// Headings are broken into no more.
const MOST_LINES_OF_HEAD: usize = 4;

/// The same text, with each row of a table on one line.
pub(super) fn mend(text: &str) -> Result<String, &'static str> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let heads = heads(&lines);
    let mut out = String::with_capacity(text.len());
    let mut next = 0;
    for (index, head) in heads.iter().enumerate() {
        copy(&lines[next..head.first], &mut out);
        let end = heads.get(index + 1).map_or(lines.len(), |head| head.first);
        let body = &lines[head.delimiter + 1..end];
        let names = lines[head.first..head.delimiter].join(" ");
        copy(&["", &names, lines[head.delimiter]], &mut out);
        next = head.delimiter + 1 + rows(body, head.width, &mut out)?;
        out.push('\n');
    }
    copy(&lines[next..], &mut out);
    Ok(out)
}

fn copy(lines: &[&str], out: &mut String) {
    for line in lines {
        out.push_str(line);
        out.push('\n');
    }
}

/// Where a table begins.
struct Head {
    first: usize,
    /// The line of hyphens.
    delimiter: usize,
    width: usize,
}

fn heads(lines: &[&str]) -> Vec<Head> {
    let mut heads: Vec<Head> = Vec::new();
    for (delimiter, line) in lines.iter().enumerate() {
        let is_delimiter =
            line.contains("--") && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '));
        if !is_delimiter {
            continue;
        }
        let width = Row::of(line).width();
        let taken = heads.last().map_or(0, |head| head.delimiter + 1);
        let earliest = delimiter.saturating_sub(MOST_LINES_OF_HEAD).max(taken);
        let first = (earliest..delimiter).rev().find(|first| {
            let row = Row::of(&lines[*first..delimiter].join(" "));
            row.width() == width && row.pipes > 0
        });
        heads.extend(first.map(|first| Head {
            first,
            delimiter,
            width,
        }));
    }
    heads
}

/// Writes the rows at the beginning of some lines, and says how many lines they are.
fn rows(lines: &[&str], width: usize, out: &mut String) -> Result<usize, &'static str> {
    let mut row = Row::default();
    for (index, line) in lines.iter().enumerate() {
        let is_over = line.is_empty() || row.text.is_empty() && !line.contains('|');
        if is_over {
            row.write(out);
            return Ok(index);
        }
        let begins_row = line.starts_with('|') || Row::of(line).width() >= width;
        if begins_row && row.is_closed() && row.has_words() {
            row.write(out);
        }
        row.push(line);
        if row.width() >= width {
            row.write(out);
        }
    }
    if row.has_words() && !row.is_closed() {
        return Err("ends in the middle of a row: save the whole page");
    }
    row.write(out);
    Ok(lines.len())
}

/// A row as far as it was read.
#[derive(Default)]
struct Row {
    text: String,
    pipes: usize,
}

impl Row {
    fn of(line: &str) -> Self {
        let mut row = Self::default();
        row.push(line);
        row
    }

    fn push(&mut self, line: &str) {
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        self.text.push_str(line);
        let escaped = line.matches("\\|").count();
        self.pipes += line.matches('|').count() - escaped;
    }

    /// The number of cells; a pipe at the edge parts none.
    fn width(&self) -> usize {
        let edges = usize::from(self.text.starts_with('|')) + usize::from(self.is_closed());
        (self.pipes + 1).saturating_sub(edges)
    }

    fn is_closed(&self) -> bool {
        self.text.ends_with('|')
    }

    fn has_words(&self) -> bool {
        self.text.contains(|c| !matches!(c, '|' | ' '))
    }

    fn write(&mut self, out: &mut String) {
        if !self.text.is_empty() {
            out.push_str("| ");
            out.push_str(self.text.strip_prefix('|').unwrap_or(&self.text));
            out.push('\n');
        }
        *self = Self::default();
    }
}
