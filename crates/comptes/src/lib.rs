//! People, their roles in a CPTS, sign-in, sessions, tap links
