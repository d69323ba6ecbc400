//! Where inputs may lie, and what opens them.

use super::{raw, Checker, ConfigError};
use crate::inputs::InputKeys;
use reqwest::Url;
use std::path::{Path, PathBuf};

/// Where inputs may lie, and what opens them.
#[derive(Debug, Clone, Default)]
pub struct Inputs {
    /// Folders, as absolute paths, below which `file` URIs may lead.
    pub folders: Vec<PathBuf>,
    /// Gateways for `ipfs` URIs, tried in this order.
    pub ipfs_gateways: Vec<Url>,
    /// Opens encrypted inputs.
    pub keys: Option<InputKeys>,
}

impl Checker<'_> {
    pub(super) fn inputs(&self, inputs: &raw::Inputs) -> Result<Inputs, ConfigError> {
        let folders = inputs.folders.iter().enumerate();
        let gateways = inputs.ipfs_gateways.iter().enumerate();
        Ok(Inputs {
            folders: folders
                .map(|(index, folder)| self.folder(format!("inputs.folders[{index}]"), folder))
                .collect::<Result<_, _>>()?,
            ipfs_gateways: gateways
                .map(|(index, url)| self.gateway(format!("inputs.ipfs_gateways[{index}]"), url))
                .collect::<Result<_, _>>()?,
            keys: inputs
                .key_file
                .as_deref()
                .map(|path| self.input_keys(path))
                .transpose()?,
        })
    }

    fn folder(&self, key: String, folder: &Path) -> Result<PathBuf, ConfigError> {
        let path = self.resolve(folder);
        let path = std::path::absolute(&path).unwrap_or(path);
        match std::fs::metadata(&path) {
            Ok(meta) if meta.is_dir() => Ok(path),
            Ok(_) => Err(self.error(key, format!("{} is no folder", path.display()))),
            Err(error) => Err(self.error(key, format!("{} cannot be read: {error}", path.display()))),
        }
    }

    fn gateway(&self, key: String, text: &str) -> Result<Url, ConfigError> {
        let url = Url::parse(text).ok();
        url.filter(|url| {
            matches!(url.scheme(), "http" | "https") && url.query().is_none() && url.fragment().is_none()
        })
        .ok_or_else(|| {
            self.error(
                key,
                format!("`{text}` is no gateway: expected a URL such as http://127.0.0.1:8080, below which /ipfs/CID lies"),
            )
        })
    }

    fn input_keys(&self, path: &Path) -> Result<InputKeys, ConfigError> {
        let path = self.resolve(path);
        let error = |problem: String| self.error("inputs.key_file", format!("{} {problem}", path.display()));
        let text =
            std::fs::read_to_string(&path).map_err(|cause| error(format!("cannot be read: {cause}")))?;
        InputKeys::parse(&text).map_err(error)
    }
}
