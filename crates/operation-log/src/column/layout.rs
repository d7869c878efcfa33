//! Which columns a table shows, and in which order.

use super::Column;

/// Columns in an order, each shown or hidden. The operation is always shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnLayout(Vec<(Column, bool)>);

impl Default for ColumnLayout {
    /// The columns of the table in its order, but for those that few people need.
    fn default() -> Self {
        Self(
            Column::ALL
                .map(|column| (column, column.spec().is_shown_by_default))
                .into(),
        )
    }
}

impl ColumnLayout {
    /// The columns of the table in its order, of which those are shown that are named; names are
    /// separated by blanks.
    pub fn showing(names: &str) -> Self {
        let is_shown = |column: Column| {
            let mut names = names.split_ascii_whitespace();
            !column.is_hideable() || names.any(|name| name == column.name())
        };
        Self(Column::ALL.map(|column| (column, is_shown(column))).into())
    }

    /// Reads words as [`ColumnLayout::to_text`] writes them, separated by blanks: names of the
    /// columns that are shown, and those of hidden ones after a minus. Columns that are not named
    /// are hidden and come last, other words are ignored.
    pub fn parse(text: &str) -> Self {
        let mut columns: Vec<(Column, bool)> = Vec::new();
        for word in text.split_ascii_whitespace() {
            let (name, is_shown) = match word.strip_prefix('-') {
                Some(name) => (name, false),
                None => (word, true),
            };
            if let Some(column) = Column::ALL.into_iter().find(|column| column.name() == name)
                && columns.iter().all(|(known, _)| *known != column)
            {
                columns.push((column, is_shown || !column.is_hideable()));
            }
        }
        for column in Column::ALL {
            if columns.iter().all(|(known, _)| *known != column) {
                if column.is_hideable() {
                    columns.push((column, false));
                } else {
                    columns.insert(0, (column, true));
                }
            }
        }
        Self(columns)
    }

    /// The layout as words.
    pub fn to_text(&self) -> String {
        let words = self.0.iter().map(|(column, is_shown)| {
            let sign = if *is_shown { "" } else { "-" };
            [sign, column.name()].concat()
        });
        words.collect::<Vec<_>>().join(" ")
    }

    /// Every column in its place, and whether it is shown.
    pub fn columns(&self) -> &[(Column, bool)] {
        &self.0
    }

    /// The columns that are shown, in their order.
    pub fn shown(&self) -> Vec<Column> {
        let shown = self.0.iter().filter(|(_, is_shown)| *is_shown);
        shown.map(|(column, _)| *column).collect()
    }

    /// Shows or hides a column that can be hidden.
    pub fn toggle(&mut self, column: Column) {
        if let Some((_, is_shown)) = self.0.iter_mut().find(|(known, _)| *known == column) {
            *is_shown = !*is_shown || !column.is_hideable();
        }
    }

    /// Moves a column by one place, to the start or to the end.
    pub fn shift(&mut self, column: Column, to_start: bool) {
        let Some(from) = self.0.iter().position(|(known, _)| *known == column) else {
            return;
        };
        let to = if to_start {
            from.checked_sub(1)
        } else {
            Some(from + 1)
        };
        if let Some(to) = to.filter(|to| *to < self.0.len()) {
            self.0.swap(from, to);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_operation_id_is_hidden_until_it_is_wanted() {
        let mut layout = ColumnLayout::default();
        assert_eq!(layout.columns().len(), Column::ALL.len());
        assert!(!layout.shown().contains(&Column::JobId));
        assert_eq!(layout.shown().len(), Column::ALL.len() - 1);
        layout.toggle(Column::JobId);
        assert_eq!(layout.shown(), Column::ALL);
    }

    #[test]
    fn the_operation_cannot_be_hidden() {
        let mut layout = ColumnLayout::default();
        layout.toggle(Column::Operation);
        assert!(layout.shown().contains(&Column::Operation));
        assert_eq!(
            ColumnLayout::parse("-operation status").shown(),
            [Column::Operation, Column::Status]
        );
        assert_eq!(
            ColumnLayout::parse("owner status owner nonsense").shown(),
            [Column::Operation, Column::Owner, Column::Status]
        );
    }

    #[test]
    fn a_page_names_what_is_shown_and_not_the_order() {
        assert_eq!(
            ColumnLayout::showing("owner nonsense create_time").shown(),
            [Column::Time, Column::Operation, Column::Owner]
        );
    }

    #[test]
    fn a_column_moves_by_one_place_and_not_beyond_the_ends() {
        let mut layout = ColumnLayout::parse("operation status owner");
        layout.shift(Column::Owner, true);
        assert_eq!(
            layout.shown(),
            [Column::Operation, Column::Owner, Column::Status]
        );
        layout.shift(Column::Operation, true);
        layout.shift(Column::Operation, false);
        assert_eq!(
            layout.shown(),
            [Column::Owner, Column::Operation, Column::Status]
        );
    }

    proptest! {
        #[test]
        fn a_layout_is_read_as_it_was_written(steps in prop::collection::vec((0..Column::ALL.len(), 0..3usize), 0..30)) {
            let mut layout = ColumnLayout::default();
            for (index, step) in steps {
                let column = Column::ALL[index];
                match step {
                    0 => layout.toggle(column),
                    step => layout.shift(column, step == 1),
                }
            }
            prop_assert_eq!(&ColumnLayout::parse(&layout.to_text()), &layout);
        }

        #[test]
        fn any_text_is_a_layout_of_every_column(text in "[a-z_ -]{0,60}") {
            let layout = ColumnLayout::parse(&text);
            prop_assert_eq!(layout.columns().len(), Column::ALL.len());
            prop_assert!(layout.shown().contains(&Column::Operation));
        }
    }
}
