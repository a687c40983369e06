//! Objects to lines: views, lists, tables, error records. Registered with the engine as the `Format-` and `Out-` cmdlets.
