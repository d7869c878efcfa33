//! Page arithmetic.

use crate::frozen_view::Extent;

/// A page among all pages of a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageWindow {
    /// This page, from 1.
    pub page: u64,
    /// Rows a page, at least 1.
    pub limit: u64,
    /// How far the rows reach.
    pub extent: Extent,
}

/// A part of the row of page numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PageLink {
    /// A page.
    Page(u64),
    /// Pages left out before this one.
    GapBefore(u64),
}

impl PageWindow {
    /// The last page that is known to have rows; 1 for an empty result.
    pub fn last_page(&self) -> u64 {
        let (Extent::Rows(rows) | Extent::AtLeast(rows)) = self.extent;
        rows.div_ceil(self.limit.max(1)).max(1)
    }

    /// Whether there may be pages behind the last one that is known.
    pub fn is_open(&self) -> bool {
        match self.extent {
            Extent::Rows(_) => false,
            // A page that is not full is the last.
            Extent::AtLeast(rows) => rows > 0 && rows.is_multiple_of(self.limit.max(1)),
        }
    }

    /// Number of the first row on this page, from 1.
    pub fn first_row(&self) -> u64 {
        self.page
            .saturating_sub(1)
            .saturating_mul(self.limit)
            .saturating_add(1)
    }

    /// The page before, if there is one within the result.
    pub fn previous(&self) -> Option<u64> {
        (self.page > 1).then(|| (self.page - 1).min(self.last_page()))
    }

    /// The page after, if there is one.
    pub fn next(&self) -> Option<u64> {
        let is_followed =
            self.page < self.last_page() || self.page == self.last_page() && self.is_open();
        is_followed.then(|| self.page + 1)
    }

    /// The numbers to show: the first, the last, this one and its neighbours, gaps between.
    /// A gap never stands for a single page.
    pub fn links(&self) -> Vec<PageLink> {
        let last = self.last_page();
        let page = self.page.min(last);
        let mut links = Vec::new();
        let mut before = 0;
        // In ascending order, whatever of them lies within the result.
        for number in [
            1,
            page.saturating_sub(1),
            page,
            page.saturating_add(1),
            last,
        ] {
            if number <= before || number > last {
                continue;
            }
            match number - before {
                1 => {}
                2 => links.push(PageLink::Page(number - 1)),
                _ => links.push(PageLink::GapBefore(number)),
            }
            links.push(PageLink::Page(number));
            before = number;
        }
        links
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_gap_never_hides_a_single_page() {
        use PageLink::{GapBefore, Page};
        let links = |page| {
            PageWindow {
                page,
                limit: 20,
                extent: Extent::Rows(200),
            }
            .links()
        };
        assert_eq!(links(1), [Page(1), Page(2), GapBefore(10), Page(10)]);
        assert_eq!(
            links(4),
            [
                Page(1),
                Page(2),
                Page(3),
                Page(4),
                Page(5),
                GapBefore(10),
                Page(10)
            ]
        );
        assert_eq!(links(99), [Page(1), GapBefore(9), Page(9), Page(10)]);
    }

    #[test]
    fn a_full_page_may_be_followed_where_the_end_is_not_known() {
        let next = |page, rows| {
            PageWindow {
                page,
                limit: 20,
                extent: Extent::AtLeast(rows),
            }
            .next()
        };
        assert_eq!(
            (next(1, 20), next(2, 40), next(1, 40)),
            (Some(2), Some(3), Some(2))
        );
        assert_eq!((next(2, 33), next(1, 0)), (None, None));
    }

    proptest! {
        #[test]
        fn every_row_is_on_exactly_one_page(
            (total, row) in (1u64..5_000).prop_flat_map(|total| (Just(total), 1..=total)),
            limit in 1u64..=100,
        ) {
            let page = (row - 1) / limit + 1;
            let window = PageWindow { page, limit, extent: Extent::Rows(total) };
            prop_assert!(page <= window.last_page());
            prop_assert!(window.first_row() <= row && row < window.first_row() + limit);
        }

        #[test]
        fn no_figures_overflow(page in any::<u64>(), limit in any::<u64>(), total in any::<u64>()) {
            let window = PageWindow { page, limit, extent: Extent::AtLeast(total) };
            let links = window.links();
            prop_assert!(links.len() <= 7);
            prop_assert_eq!(links.first(), Some(&PageLink::Page(1)));
            let _ = (window.first_row(), window.previous(), window.next());
        }
    }
}
