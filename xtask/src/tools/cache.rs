//! The folder that keeps installed tools between checkouts.

use crate::failure::{Explain, Failure, Result};
use crate::lock::Lock;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// `hpc-operations/tools` in the user's cache folder.
pub struct Cache {
    folder: PathBuf,
}

impl Cache {
    /// Opens the cache, which may be empty.
    pub fn open() -> Result<Self> {
        let base = env::var_os("XDG_CACHE_HOME")
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
            .or_else(|| env::home_dir().map(|home| home.join(".cache")))
            .ok_or_else(|| Failure::because("no home folder: set XDG_CACHE_HOME"))?;
        Ok(Self {
            folder: base.join("hpc-operations").join("tools"),
        })
    }

    /// Where a tool of that version lives once it is installed.
    pub fn home_of(&self, name: &str, version: &str) -> PathBuf {
        self.folder.join(format!("{name}-{version}"))
    }

    /// Where cargo compiles tools, shared by all of them.
    pub fn build_folder(&self) -> PathBuf {
        self.folder.join(".build")
    }

    /// Lets `install` fill a fresh folder and makes it the tool's home once
    /// that succeeded, so that an interrupted installation is never taken for
    /// a tool. One run at a time; `found` says whether a run before this one
    /// has done the work meanwhile.
    pub fn install(
        &self,
        home: &Path,
        found: impl Fn() -> bool,
        install: impl FnOnce(&Path) -> Result<()>,
    ) -> Result<()> {
        let _lock = self.lock()?;
        if found() {
            return Ok(());
        }
        let mut unfinished = home.as_os_str().to_owned();
        unfinished.push(".unfinished");
        let unfinished = PathBuf::from(unfinished);
        remove(&unfinished)?;
        fs::create_dir_all(&unfinished)
            .explain(|| format!("cannot create {}", unfinished.display()))?;
        install(&unfinished)?;
        remove(home)?;
        fs::rename(&unfinished, home).explain(|| format!("cannot create {}", home.display()))
    }

    /// Removes what compiling left behind.
    pub fn tidy(&self) -> Result<()> {
        if self.build_folder().exists() {
            let _lock = self.lock()?;
            remove(&self.build_folder())?;
        }
        Ok(())
    }

    fn lock(&self) -> Result<Lock> {
        Lock::take(&self.folder.join(".lock"), "setting up tools")
    }
}

fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).explain(|| format!("cannot remove {}", folder.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Cache;
    use crate::failure::Failure;
    use std::fs;

    fn empty_cache(name: &str) -> Cache {
        let folder =
            std::env::temp_dir().join(format!("xtask-cache-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        Cache { folder }
    }

    #[test]
    fn a_failed_installation_leaves_no_tool_and_can_be_repeated() {
        let cache = empty_cache("failed");
        let home = cache.home_of("saw", "1.0");
        let failed = cache.install(
            &home,
            || false,
            |folder| {
                fs::write(folder.join("half"), "").unwrap();
                Err(Failure::because("no network"))
            },
        );
        assert!(failed.is_err());
        assert!(!home.exists());

        cache
            .install(
                &home,
                || false,
                |folder| {
                    assert!(!folder.join("half").exists());
                    fs::write(folder.join("whole"), "").unwrap();
                    Ok(())
                },
            )
            .unwrap();
        assert!(home.join("whole").exists());
        fs::remove_dir_all(&cache.folder).unwrap();
    }

    #[test]
    fn what_another_run_installed_meanwhile_is_kept() {
        let cache = empty_cache("meanwhile");
        cache
            .install(
                &cache.home_of("saw", "1.0"),
                || true,
                |_| panic!("installed twice"),
            )
            .unwrap();
        fs::remove_dir_all(&cache.folder).unwrap();
    }
}
