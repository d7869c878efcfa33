//! Enums that are tables: each variant has a row.

/// Makes an enum and its rows from one list, so that no variant lacks a row.
macro_rules! table {
    (
        $(#[$meta:meta])*
        pub enum $table:ident: $row:ty;
        $($(#[$doc:meta])* $name:ident => $spec:expr;)*
    ) => {
        $(#[$meta])*
        pub enum $table {
            $($(#[$doc])* $name,)*
        }

        impl $table {
            /// Every variant, in the order of the table.
            pub const ALL: [Self; [$(Self::$name),*].len()] = [$(Self::$name),*];

            /// The row of the variant.
            pub const fn spec(self) -> $row {
                match self {
                    $(Self::$name => $spec,)*
                }
            }
        }
    };
}

pub(crate) use table;
