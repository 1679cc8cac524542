//! Writes the copies: of each article that is not as its file has it, or of everything.

use std::rc::Rc;

use js_sys::Array;
use postil_engine::{Document, LabelDef};
use postil_formats::file_stem;
use wasm_bindgen::JsValue;

use super::super::super::common::asked;
use super::super::super::{backup, own_files};
use super::super::Saver;
use super::{FILES, File, options};
use crate::state::Role;

impl Saver {
    /// Writes what is not as its file has it; how many files.
    pub(super) async fn copy(self: &Rc<Self>) -> Result<usize, JsValue> {
        let (mut count, mut done) = (0, Ok(()));
        if self.is_file() {
            done = self.copy_all(&mut count).await;
        } else {
            let (due, labels) = {
                let (mirror, files) = (self.mirror.borrow(), self.copies.files.borrow());
                let is_due = |(document, version): &(Rc<Document>, String)| !is_written(&files, &document.id, version);
                (mirror.versions().filter(is_due).collect::<Vec<_>>(), mirror.labels())
            };
            for (document, version) in due {
                done = self.copy_one(&document, &labels, version, &mut count).await;
                if done.is_err() {
                    break;
                }
            }
        }
        let store = self.store.borrow().clone();
        if let Some(store) = store.filter(|_| count > 0 && self.copies.handle.borrow().is_some()) {
            let files = write(&self.copies.files.borrow());
            // Else more is written the next time than is needed.
            let _ = store.keep_file(FILES, Some(files.as_bytes())).await;
        }
        done.map(|()| count)
    }

    /// Where to write, as long as this page may.
    fn place(&self) -> Option<JsValue> {
        self.copies.handle.borrow().clone().filter(|_| self.role.get() == Role::Editor)
    }

    async fn copy_one(
        &self,
        document: &Rc<Document>,
        labels: &Rc<Vec<LabelDef>>,
        version: String,
        count: &mut usize,
    ) -> Result<(), JsValue> {
        let Some(folder) = self.place() else { return Ok(()) };
        let known = found(&self.copies.files.borrow(), &document.id).map(|[_, _, name]| name.clone());
        let name =
            known.unwrap_or_else(|| format!("{} {}.postil.json", file_stem(&document.title), file_stem(&document.id)));
        let bodies = own_files::each(std::slice::from_ref(document), labels).await;
        let bodies = bodies.map_err(|error| JsValue::from(error.to_string()))?;
        let arguments = options(r#"{"create":true}"#);
        arguments.unshift(&name.as_str().into());
        let file = asked(&folder, "getFileHandle", &arguments).await?;
        put(&file, &bodies.into_iter().collect()).await?;
        self.note([document.id.to_string(), version, name], count);
        Ok(())
    }

    async fn copy_all(&self, count: &mut usize) -> Result<(), JsValue> {
        let (file, whole) = (self.place(), self.mirror.borrow().whole());
        let (Some(file), Some((saved, version))) = (file, whole) else { return Ok(()) };
        if is_written(&self.copies.files.borrow(), "", &version) {
            return Ok(());
        }
        let made = backup::make(&[(String::new(), saved)]).await.map_err(|error| JsValue::from(error.to_string()))?;
        put(&file, &Array::of1(made.body())).await?;
        self.note([String::new(), version, String::new()], count);
        Ok(())
    }

    fn note(&self, file: File, count: &mut usize) {
        *count += 1;
        let mut files = self.copies.files.borrow_mut();
        let at = files.partition_point(|[id, ..]| *id < file[0]);
        match files.get_mut(at).filter(|[id, ..]| *id == file[0]) {
            Some(known) => *known = file,
            None => files.insert(at, file),
        }
    }
}

/// Writes a file whole, or leaves it as it was.
async fn put(file: &JsValue, body: &Array) -> Result<(), JsValue> {
    let stream = asked(file, "createWritable", &Array::new()).await?;
    let written = asked(&stream, "write", body).await;
    let end = if written.is_ok() { "close" } else { "abort" };
    let ended = asked(&stream, end, &Array::new()).await;
    written.and(ended).map(drop)
}

/// What is noted of an article. O(log n).
fn found<'a>(files: &'a [File], id: &str) -> Option<&'a File> {
    files.get(files.partition_point(|[known, ..]| **known < *id)).filter(|[known, ..]| known == id)
}

/// Whether that version was written.
fn is_written(files: &[File], id: &str, version: &str) -> bool {
    found(files, id).is_some_and(|[_, written, _]| written == version)
}

fn write(files: &[File]) -> String {
    let plain = files.iter().filter(|[id, ..]| !id.contains(['\t', '\n']));
    plain.map(|file| file.join("\t") + "\n").collect()
}

pub(super) fn read(list: &str) -> Vec<File> {
    let line = |line: &str| {
        let mut parts = line.split('\t').map(str::to_owned);
        Some([parts.next()?, parts.next()?, parts.next()?])
    };
    list.lines().filter_map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_files_is_read_as_it_was_written() {
        let entry = |id: &str| [id.to_owned(), format!("{id} 12"), format!("Port opens {id}.postil.json")];
        let files: Vec<File> = ["", "d 2", "d1", "é"].map(entry).to_vec();
        assert_eq!(read(&write(&files)), files);
        for file in &files {
            assert_eq!(found(&files, &file[0]), Some(file));
        }
        assert_eq!(found(&files, "d"), None);
        let mut more = files.clone();
        more.extend([entry("a\tb"), entry("a\nb")]);
        assert_eq!(read(&write(&more)), files, "what cannot be noted is written again");
        assert_eq!(read("d1\tno name\n"), Vec::<File>::new());
    }
}
