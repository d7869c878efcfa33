//! Page arithmetic.

/// A page among all pages of a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageWindow {
    /// This page, from 1.
    pub page: u64,
    /// Rows a page, at least 1.
    pub limit: u64,
    /// Entries that match in all.
    pub total: u64,
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
    /// The last page; 1 for an empty result.
    pub fn last_page(&self) -> u64 {
        self.total.div_ceil(self.limit.max(1)).max(1)
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
        (self.page < self.last_page()).then(|| self.page + 1)
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
                total: 200,
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

    proptest! {
        #[test]
        fn every_row_is_on_exactly_one_page(
            (total, row) in (1u64..5_000).prop_flat_map(|total| (Just(total), 1..=total)),
            limit in 1u64..=100,
        ) {
            let page = (row - 1) / limit + 1;
            let window = PageWindow { page, limit, total };
            prop_assert!(page <= window.last_page());
            prop_assert!(window.first_row() <= row && row < window.first_row() + limit);
        }

        #[test]
        fn no_figures_overflow(page in any::<u64>(), limit in any::<u64>(), total in any::<u64>()) {
            let window = PageWindow { page, limit, total };
            let links = window.links();
            prop_assert!(links.len() <= 7);
            prop_assert_eq!(links.first(), Some(&PageLink::Page(1)));
            let _ = (window.first_row(), window.previous(), window.next());
        }
    }
}
