//! Components as functions: page, form, field, table, explained figure
