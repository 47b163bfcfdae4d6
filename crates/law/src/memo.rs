use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// What was computed once from the texts, one value per type.
#[derive(Debug, Default)]
pub(crate) struct Memo(Mutex<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>);

impl Memo {
    /// The value of that type, made the first time it is asked for. A failure is not kept.
    pub(crate) fn once<T: Any + Send + Sync, E>(
        &self,
        make: impl FnOnce() -> Result<T, E>,
    ) -> Result<Arc<T>, E> {
        let key = TypeId::of::<T>();
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        if let Some(known) = kept.and_then(|any| any.downcast::<T>().ok()) {
            return Ok(known);
        }
        let made = Arc::new(make()?);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(key, made.clone());
        Ok(made)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_made_once_and_a_failure_is_not_kept() {
        let memo = Memo::default();
        assert_eq!(memo.once(|| Err::<u8, _>("non")), Err("non"));
        assert_eq!(*memo.once(|| Ok::<u8, ()>(1)).unwrap(), 1);
        assert_eq!(*memo.once(|| Ok::<u8, ()>(2)).unwrap(), 1);
        assert_eq!(*memo.once(|| Ok::<u16, ()>(3)).unwrap(), 3);
    }
}
