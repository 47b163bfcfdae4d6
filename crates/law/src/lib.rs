//! Rules of law as dated data: parameters, sources, explained values
