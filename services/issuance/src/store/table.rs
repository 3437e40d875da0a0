/// Declares an entity: `table!(/// What a row is. module, "name" { columns });`.
macro_rules! table {
    ($(#[$doc:meta])* $module:ident, $name:literal { $($(#[$attr:meta])* $field:ident: $type:ty),* $(,)? }) => {
        $(#[$doc])*
        pub(crate) mod $module {
            #![expect(missing_docs, reason = "columns; the table's line says what they are")]
            use sea_orm::entity::prelude::*;
            #[sea_orm::model]
            #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
            #[sea_orm(table_name = $name)]
            pub struct Model { $($(#[$attr])* pub $field: $type),* }
            impl ActiveModelBehavior for ActiveModel {}
        }
    };
}
