//! stub
use super::Failure; use crate::{cli::{Import,Options},config::Config};
pub(super) async fn run(_:&Config,_:&Options,_:Import)->Result<(),Failure>{Ok(())}
