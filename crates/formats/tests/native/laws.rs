//! What holds of any document and any file: what is written is read back the same, and nothing makes a reader panic.

use postil_formats::{Statuses, WriteOptions};
use proptest::prelude::*;

use super::common::{documents, label_set, sample};
use super::{format, read, write};

proptest! {
    #[test]
    fn what_is_written_is_read_back_the_same(mut documents in prop::collection::vec(documents(), 1..3)) {
        for (at, document) in documents.iter_mut().enumerate() {
            document.id = format!("{at}{}", document.id).into();
        }
        let file = write(&documents, &WriteOptions::default());
        let library = read(&file).unwrap();
        prop_assert_eq!(&library.labels, &label_set(&documents));
        prop_assert_eq!(&library.documents, &documents);
        prop_assert_eq!(write(&library.documents, &WriteOptions::default()), file);
    }

    #[test]
    fn any_choice_of_any_document_is_written_and_read(document in documents(), accepted in any::<bool>(), asides in any::<bool>()) {
        let statuses = if accepted { Statuses::Accepted } else { Statuses::All };
        let options = WriteOptions { statuses, asides, ..WriteOptions::default() };
        for format in postil_formats::FORMATS.iter().filter(|format| format.writes()) {
            let output = format.write(std::slice::from_ref(&document), &label_set(std::slice::from_ref(&document)), &options).unwrap();
            prop_assert!(output.file_name.ends_with(format.extension));
            if let Some(library) = format.read(&output.body) {
                prop_assert_eq!(library.unwrap().documents[0].annotations.len(), output.verified.total);
            }
        }
    }

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        for format in postil_formats::FORMATS {
            let _ = format.read(&bytes);
        }
    }

    #[test]
    fn no_changed_file_makes_a_reader_panic(at in any::<prop::sample::Index>(), with in "[\\[\\]{}\",:0-9a-z\\\\-]{0,4}", cut in 0..12usize) {
        let file = write(&[sample()], &WriteOptions::default());
        let mut bytes = file.into_bytes();
        let start = at.index(bytes.len());
        let end = (start + cut).min(bytes.len());
        bytes.splice(start..end, with.into_bytes());
        let Ok(changed) = String::from_utf8(bytes) else { return Ok(()) };
        if let Ok(library) = read(&changed) {
            let again = write(&library.documents, &WriteOptions::default());
            prop_assert_eq!(read(&again).unwrap().documents, library.documents);
        }
    }
}
