//! The HTTP door: routes with rights, sessions, problems, paging
